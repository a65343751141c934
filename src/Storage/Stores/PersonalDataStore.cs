using Contacts.Core.PersonalData;
using Contacts.Core.Settings;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Reads all that is kept of a person, and keeps what people ask for about it.</summary>
internal sealed class PersonalDataStore(IStoreDatabase database) : IPersonalDataStore
{
    private static readonly Statement _ask = new("PersonalData/ask.sql");
    private static readonly Statement _list = new("PersonalData/list.sql");
    private static readonly Statement _decide = new("PersonalData/decide.sql");

    public Task<PersonalRecordSet?> ReadAsync(
        int organisationId, string contactId, IdentitySettings identity, CancellationToken cancellationToken) =>
        database.ReadAsync(async session =>
        {
            if (await new PersonReader(organisationId, identity).ReadAsync(session, contactId) is not { Person: var person }) return null;
            var records = await new PersonalRecords(session, organisationId, person).ReadAsync();
            return new PersonalRecordSet(person.ExternalIds[0], records);
        }, cancellationToken);

    public Task AskAsync(
        int organisationId, long contactId, PrivacyRequestKind kind, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.RunAsync(_ask, organisationId, contactId, (int)kind, at), cancellationToken);

    public Task<PrivacyRequestPage> ListAsync(int organisationId, int limit, long? before, CancellationToken cancellationToken) =>
        database.ReadAsync(async session =>
        {
            var found = await session.AllAsync(_list, Read, organisationId, before ?? long.MaxValue, limit + 1L);
            return new PrivacyRequestPage { Items = [.. found.Take(limit)], HasMore = found.Length > limit };
        }, cancellationToken);

    public Task<bool> DecideAsync(int organisationId, PrivacyDecision decision, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            if (await session.RunAsync(_decide, organisationId, decision.RequestId, (int)decision.State, decision.At) == 0) return false;
            await session.LeaveAsync(organisationId, decision.Trail, decision.RequestId);
            return true;
        }, cancellationToken);

    private static PrivacyRequest Read(IRow row) => new()
    {
        Id = row.Int64(0), Kind = (PrivacyRequestKind)row.Int32(1), State = (PrivacyRequestState)row.Int32(2), RequestedAt = row.Time(3),
        DecidedAt = row.TimeOrNull(4), ContactId = row.Text(5), Address = row.Text(6),
    };
}
