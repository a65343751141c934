using Contacts.Core.Audit;
using Contacts.Core.Organisations;
using Contacts.Core.Settings;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Organisations and their settings.</summary>
internal sealed class OrganisationStore(IStoreDatabase database) : IOrganisationStore
{
    private static readonly Statement _create = new("Organisations/create.sql");
    private static readonly Statement _findBySlug = new("Organisations/find_by_slug.sql");
    private static readonly Statement _find = new("Organisations/find.sql");
    private static readonly Statement _list = new("Organisations/list.sql");
    private static readonly Statement _count = new("Organisations/count.sql");
    private static readonly Statement _suspend = new("Organisations/suspend.sql");
    private static readonly Statement _save = new("Organisations/save.sql");

    public Task<Organisation?> CreateAsync(
        string slug, string name, DateTimeOffset at, CancellationToken cancellationToken, CommandTrail? trail = null) =>
        database.TransactAsync(async session =>
        {
            var created = await session.FirstAsync(_create, Read, slug, name, at);
            if (created is null) return null;
            await session.StampAsync(0, trail?.Stamp, created.Id);
            await session.AuditAsync(created.Id, trail, created.Id);
            return created;
        }, cancellationToken);

    public Task<Organisation?> FindAsync(string slug, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.FirstAsync(_findBySlug, Read, slug), cancellationToken);

    public Task<StoredOrganisation?> FindAsync(int organisationId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            session => session.FirstAsync(_find, row => new StoredOrganisation(Read(row), row.Text(3), row.Int64(6)), organisationId),
            cancellationToken);

    public Task<bool> SaveAsync(
        int organisationId, string name, string settings, long version, CancellationToken cancellationToken,
        CommandTrail? trail = null) =>
        database.TransactAsync(async session =>
        {
            if (await session.RunAsync(_save, organisationId, version, name, settings) == 0) return false;
            await session.LeaveAsync(organisationId, trail, organisationId);
            return true;
        }, cancellationToken);

    public Task<OrganisationPage> ListAsync(int page, int pageSize, CancellationToken cancellationToken) =>
        database.ReadAsync(async session => new OrganisationPage
        {
            Items = await session.AllAsync(_list, Read, pageSize, (page - 1L) * pageSize),
            Total = await session.FirstAsync(_count, row => row.Int64(0)),
        }, cancellationToken);

    public Task SuspendAsync(int organisationId, DateTimeOffset? at, CommandTrail? trail, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            var changed = await session.RunAsync(_suspend, organisationId, at);
            if (changed > 0) await session.AuditAsync(organisationId, trail, organisationId);
            await session.StampAsync(0, trail?.Stamp, organisationId);
            return changed;
        }, cancellationToken);

    public Task<bool> IsReadyAsync(CancellationToken cancellationToken) => database.IsReadyAsync(cancellationToken);

    private static Organisation Read(IRow row) => new()
    {
        Id = row.Int32(0), Slug = row.Text(1), Name = row.Text(2), Identity = IdentitySettings.Of(SettingsDocument.Read(row.Text(3))),
        CreatedAt = row.Time(4), SuspendedAt = row.TimeOrNull(5),
    };
}
