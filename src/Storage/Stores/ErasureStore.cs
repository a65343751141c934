using System.Collections.Immutable;
using Contacts.Core;
using Contacts.Core.Audit;
using Contacts.Core.Contacts;
using Contacts.Core.Erasure;
using Contacts.Core.Settings;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>
/// Erases people: their contacts are emptied as change sets write contacts, guarded by the versions that were gathered, and everything
/// else in the same transaction. One at a time in a process: they share connections with sign-ups, which go on meanwhile.
/// </summary>
internal sealed class ErasureStore(IStoreDatabase database, IImportedContacts contacts, IErasureCleaning cleaning) : IErasureStore
{
    /// <summary>Transactions in this process.</summary>
    public const int MostAtOnce = 1;

    private const int MostAttempts = 32;

    private static readonly FieldProblem _namesPerson =
        FieldProblem.Of(InputField.Reason, "must not name the person", "it has an address or number that is to be erased");

    private readonly SemaphoreSlim _turns = new(MostAtOnce);

    public async Task<EraseResult> EraseAsync(
        int organisationId, EraseRequest request, IdentitySettings identity, CancellationToken cancellationToken)
    {
        SearchedRecords? searched = null;
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            RecordSearch? search = null;
            var found = await FindAsync(
                organisationId, request.ContactId, identity, cancellationToken, batch => search = new(batch, organisationId));
            if (found is not { } gathered) return EraseResult.Of(EraseOutcome.NotFound);
            if (gathered.Person.Mentions(request.Reason)) return EraseResult.Of(EraseOutcome.Invalid) with { Problem = _namesPerson };
            if (searched?.Person.IsSame(gathered.Person) != true)
                searched = await search!.FindAsync(database, gathered.Person, cancellationToken);
            if (searched is null) return EraseResult.Of(EraseOutcome.ImportRunning);
            if (await InTurnAsync(new(gathered, searched, request), cancellationToken) is not { } result) continue;
            if (result.Outcome == EraseOutcome.Done) await cleaning.CleanAsync();
            return result;
        }
        throw new StoreUnavailableException("The contact kept changing while it was being erased.");
    }

    public async Task<ErasedPerson?> GatherAsync(
        int organisationId, string contactId, IdentitySettings identity, CancellationToken cancellationToken) =>
        (await FindAsync(organisationId, contactId, identity, cancellationToken))?.Person;

    public Task<ErasurePage> ListAsync(int organisationId, int limit, long? before, CancellationToken cancellationToken) =>
        database.ReadAsync(async session =>
        {
            var found = await ErasureRows.ListAsync(session, organisationId, before ?? long.MaxValue, limit + 1);
            return new ErasurePage { Items = [.. found.Take(limit)], HasMore = found.Length > limit };
        }, cancellationToken);

    public Task<ImmutableArray<ErasureRow>> UnloggedAsync(int atMost, CancellationToken cancellationToken) =>
        database.ReadAsync(session => ErasureRows.UnloggedAsync(session, atMost), cancellationToken);

    public Task<ImmutableArray<ErasedMailIds>> MailsAfterAsync(long number, int atMost, CancellationToken cancellationToken) =>
        database.ReadAsync(session => ErasureRows.MailsAfterAsync(session, number, atMost), cancellationToken);

    public Task SetLoggedAsync(ImmutableArray<ErasureRow> rows, CancellationToken cancellationToken) =>
        database.WriteAsync(session => ErasureRows.SetLoggedAsync(session, rows), cancellationToken);

    public Task<int> SuppressAsync(
        int organisationId, IReadOnlyCollection<string> hashes, DateTimeOffset at, CancellationToken cancellationToken,
        CommandTrail? trail = null) => database.TransactAsync(async session =>
        {
            var added = (await session.RunAsync(batch => Suppressions.Add(batch, organisationId, hashes, at))).Count;
            await session.StampAsync(organisationId, trail?.Stamp, added);
            if (added > 0) await session.AuditAsync(organisationId, trail, added);
            return added;
        }, cancellationToken);

    private Task<GatheredPerson?> FindAsync(
        int organisationId, string contactId, IdentitySettings identity, CancellationToken cancellationToken,
        Action<StatementBatch>? more = null) =>
        database.ReadAsync(session => new PersonReader(organisationId, identity).ReadAsync(session, contactId, more), cancellationToken);

    private async Task<EraseResult?> InTurnAsync(Erasing erasing, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            return await TryEraseAsync(erasing, cancellationToken);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <summary>Null where something has changed since the person was gathered.</summary>
    private async Task<EraseResult?> TryEraseAsync(Erasing erasing, CancellationToken cancellationToken)
    {
        EraseResult? result = null;
        var isWritten = await contacts.WriteAsync(
            [erasing.Emptied], erasing.Read, async session => (result = await erasing.RunAsync(session)) is { Outcome: EraseOutcome.Done },
            cancellationToken);
        return isWritten || result is not { Outcome: EraseOutcome.Done } ? result : null;
    }
}
