using Contacts.Core;
using Contacts.Core.Idempotency;
using Contacts.Core.Organisations;
using Contacts.Storage.Sqlite.Idempotency;

namespace Contacts.Storage.Sqlite.Organisations;

/// <summary>Organisations in a SQLite file.</summary>
internal sealed class SqliteOrganisationStore(SqliteDatabase database) : IOrganisationStore
{
    private static readonly SqliteQuery _create = SqliteQuery.Load("Organisations/create.sql");
    private static readonly SqliteQuery _findBySlug = SqliteQuery.Load("Organisations/find_by_slug.sql");
    private static readonly SqliteQuery _find = SqliteQuery.Load("Organisations/find.sql");
    private static readonly SqliteQuery _save = SqliteQuery.Load("Organisations/save.sql");

    public Task<Organisation?> CreateAsync(
        string slug, string name, DateTimeOffset at, CancellationToken cancellationToken, IdempotencyStamp? stamp = null) =>
        database.WriteAsync(session =>
        {
            if (session.Prepare(_create).Bind(slug).Bind(name).Bind(at).Scalar() is not { } id) return null;
            SqliteIdempotencyStore.Note(session, 0, stamp, id);
            return new Organisation { Id = (int)id, Slug = slug, Name = name };
        }, cancellationToken);

    public Task<Organisation?> FindAsync(string slug, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Read(session.Prepare(_findBySlug).Bind(slug))?.Organisation, cancellationToken);

    public Task<StoredOrganisation?> FindAsync(int organisationId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => Read(session.Prepare(_find).Bind(organisationId)), cancellationToken);

    public Task<bool> SaveAsync(
        int organisationId, string name, string settings, long version, CancellationToken cancellationToken, IdempotencyStamp? stamp = null) =>
        database.WriteAsync(session =>
        {
            if (session.Prepare(_save).Bind(organisationId).Bind(version).Bind(name).Bind(settings).Run() == 0) return false;
            SqliteIdempotencyStore.Note(session, organisationId, stamp, organisationId);
            return true;
        }, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await database.ReadAsync(SqliteMigrations.VersionOf, cancellationToken) == SqliteMigrations.Latest;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private static StoredOrganisation? Read(SqliteStatement row) => row.Step()
        ? new StoredOrganisation(
            new Organisation { Id = row.Int32(0), Slug = row.Text(1), Name = row.Text(2) }, row.Text(3), row.Int64(4))
        : null;
}
