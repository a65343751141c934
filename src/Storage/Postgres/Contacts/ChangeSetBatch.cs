using Contacts.Core.Analytics;
using Contacts.Core.Contacts;
using Contacts.Storage.Postgres.Mail;
using Contacts.Storage.Sessions;
using Npgsql;

namespace Contacts.Storage.Postgres.Contacts;

/// <summary>
/// Change sets in one transaction of three round trips: their contacts and consents are locked, then everything is written of those sets
/// that are still of what is stored, then it is committed. A set of older rows is a conflict, whatever address it wants, and of two sets of
/// the same row the second one.
/// </summary>
internal sealed class ChangeSetBatch(IReadOnlyList<ContactChangeSet> sets)
{
    private static readonly string _contacts = Sql.Load("Postgres/Contacts/apply_contacts.sql");
    private static readonly string _leave = Sql.Load("Postgres/Contacts/apply_leave_groups.sql");
    private static readonly string _join = Sql.Load("Postgres/Contacts/apply_join_groups.sql");
    private static readonly string _tallies = Sql.Load("Postgres/Contacts/batch_tallies.sql");
    private static readonly string _events = Sql.Load("Postgres/Contacts/apply_events.sql");
    private static readonly string _merge = Sql.Load("Postgres/Contacts/apply_merge.sql");
    private static readonly string _undone = Sql.Load("Postgres/Contacts/apply_undone.sql");

    private readonly List<NpgsqlBatchCommand> _undoing = [];
    private PostgresTrails? _trails;

    /// <summary>
    /// The outcomes of the sets, in their order. Null, and nothing was written, where one of several cannot be written for a reason that
    /// only the database sees: then each has to be tried alone.
    /// </summary>
    public async Task<ApplyOutcome[]?> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var locks = await ChangeSetLocks.TakeAsync(connection, sets, cancellationToken);
        var outcomes = sets.Select(set => locks.TryTake(set) ? ApplyOutcome.Applied : ApplyOutcome.Conflict).ToArray();
        await using var batch = new NpgsqlBatch(connection, transaction);
        Add(batch, [.. sets.Where((_, i) => outcomes[i] == ApplyOutcome.Applied)], locks);
        if (batch.BatchCommands.Count == 0) return outcomes;
        var outcome = await WriteAsync(async () =>
        {
            await batch.PrepareAsync(cancellationToken);
            await batch.ExecuteNonQueryAsync(cancellationToken);
        });
        if (outcome != ApplyOutcome.Applied) return sets.Count == 1 ? [outcome] : null;
        await transaction.CommitAsync(cancellationToken);
        return outcomes;
    }

    /// <summary>
    /// Writes all of the sets, runs the statements that <paramref name="read"/> adds in the same round trip, and does what
    /// <paramref name="save"/> does, in one transaction. False, and nothing was written, where one of the sets cannot be, or
    /// <paramref name="save"/> says so.
    /// </summary>
    public async Task<bool> TryRunAllAsync(
        PostgresSession session, Action<StatementBatch> read, Func<IStoreSession, ValueTask<bool>> save,
        CancellationToken cancellationToken)
    {
        await using var transaction = await session.Connection.BeginTransactionAsync(cancellationToken);
        var locks = await ChangeSetLocks.TakeAsync(session.Connection, sets, cancellationToken);
        if (!sets.All(locks.TryTake)) return false;
        await using var batch = new NpgsqlBatch(session.Connection, transaction);
        Add(batch, [.. sets], locks);
        var reads = new StatementBatch();
        read(reads);
        if (await WriteAsync(() => session.RunAsync(batch, reads)) != ApplyOutcome.Applied) return false;
        if (!await save(session)) return false;
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Throws StoreUnavailableException where an idempotent request has lost its claim, if it is alone.</summary>
    private async Task<ApplyOutcome> WriteAsync(Func<ValueTask> run)
    {
        try
        {
            await run();
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "contact_email_key" })
        {
            return ApplyOutcome.EmailTaken;
        }
        catch (PostgresException e) when (PostgresErrors.IsForeignIdTaken(e))
        {
            return ApplyOutcome.ForeignIdTaken;
        }
        if (_undoing.Any(command => command.RecordsAffected == 0)) return ApplyOutcome.Conflict;
        if (sets.Count > 1 && !_trails!.IsLeft) return ApplyOutcome.Conflict;
        _trails!.Check();
        return ApplyOutcome.Applied;
    }

    /// <summary>
    /// One statement for each table and not for each set. The contacts of a set that has several are written one after the other, because
    /// one may release the address that another one takes.
    /// </summary>
    private void Add(NpgsqlBatch batch, ContactChangeSet[] applied, ChangeSetLocks locks)
    {
        foreach (var set in applied) AddUndone(batch, set);
        AddContacts(batch, [.. applied.Where(set => set.Contacts.Length == 1).Select(set => new Row(set.Contacts[0], set.At))]);
        foreach (var set in applied.Where(set => set.Contacts.Length > 1))
            foreach (var contact in set.Contacts) AddContacts(batch, [new(contact, set.At)]);
        AddGroups(batch, applied, locks);
        ContactBatchCommands.AddConsents(
            batch, [.. applied.SelectMany(set => set.Consents).Select(consent => new WrittenConsent(null, consent))]);
        AddEvents(batch, [.. applied.SelectMany(set => set.Events.Select(entry => (set.OrganisationId, entry)))]);
        AddTallies(batch, applied);
        PostgresMailQueue.Add(batch, [.. applied.SelectMany(set => set.Mails)]);
        foreach (var set in applied) AddMerge(batch, set.Merge);
        _trails = new(batch);
        foreach (var set in applied) _trails.Add(set.OrganisationId, set.Trail, set.FirstContactId);
    }

    private void AddUndone(NpgsqlBatch batch, ContactChangeSet set)
    {
        if (set.UndoneMergeId is not { } id) return;
        batch.Add(_undone).With(set.OrganisationId).With(id).With(set.At);
        _undoing.Add(batch.BatchCommands[^1]);
    }

    private static void AddContacts(NpgsqlBatch batch, Row[] rows)
    {
        if (rows.Length == 0) return;
        batch.Add(_contacts).With(rows, row => row.Contact.OrganisationId).With(rows, row => row.Contact.Id)
            .With(rows, row => row.Contact.Version).With(rows, row => row.Contact.Email)
            .With(rows, row => row.Contact.EmailKey).With(rows, row => ContactBatchCommands.FoldedEmail(row.Contact.Email))
            .With(rows, row => row.Contact.Phone).With(rows, row => row.Contact.EmailSubscribed)
            .With(rows, row => row.Contact.SmsSubscribed).With(rows, row => row.Contact.Source)
            .With(rows, row => row.At.UtcDateTime).With(rows, row => row.Contact.MergedInto)
            .With(rows, row => row.Contact.ForeignId).With(rows, row => row.Contact.Attributes)
            .WithProfile(rows, row => row.Contact);
    }

    private static void AddGroups(NpgsqlBatch batch, ContactChangeSet[] applied, ChangeSetLocks locks)
    {
        var contacts = applied.SelectMany(set => set.Contacts).ToArray();
        AddGroups(batch, _leave, contacts.SelectMany(one => Memberships(one, locks.GroupsOf(one).Except(GroupsOf(one)))));
        AddGroups(batch, _join, contacts.SelectMany(one => Memberships(one, GroupsOf(one).Except(locks.GroupsOf(one)))));
    }

    private static void AddGroups(NpgsqlBatch batch, string sql, IEnumerable<Membership> memberships)
    {
        var rows = memberships.ToArray();
        if (rows.Length == 0) return;
        batch.Add(sql).With(rows, row => row.OrganisationId).With(rows, row => row.ContactId).With(rows, row => row.GroupId);
    }

    private static IEnumerable<long> GroupsOf(ContactRow contact) =>
        contact.MergedInto is null ? contact.Groups.Select(group => group.Id) : [];

    private static IEnumerable<Membership> Memberships(ContactRow contact, IEnumerable<long> groups) =>
        groups.Select(id => new Membership(contact.OrganisationId, contact.Id, id));

    private static void AddEvents(NpgsqlBatch batch, (int OrganisationId, ContactEvent Event)[] rows)
    {
        if (rows.Length == 0) return;
        batch.Add(_events)
            .With(rows, row => row.OrganisationId).With(rows, row => row.Event.ContactId).With(rows, row => row.Event.At.UtcDateTime)
            .With(rows, row => row.Event.Kind).With(rows, row => row.Event.Source).With(rows, row => row.Event.Actor)
            .With(rows, row => row.Event.Reason).With(rows, row => row.Event.Before).With(rows, row => row.Event.After)
            .With(rows, row => row.Event.Evidence);
    }

    private static void AddTallies(NpgsqlBatch batch, ContactChangeSet[] applied)
    {
        var sheet = new TallySheet();
        foreach (var set in applied) sheet.Add(set.Tallies);
        if (sheet.Sums is { Length: > 0 } sums) batch.Add(_tallies).WithTallies(sums).With(sums, sum => (int)sum.Counts.Confirmed)
            .With(sums, sum => (int)sum.Counts.Withdrawn);
    }

    private static void AddMerge(NpgsqlBatch batch, MergeRecord? merge)
    {
        if (merge is null) return;
        batch.Add(_merge)
            .With(merge.OrganisationId).With(merge.MergeId).With(merge.SurvivorId).With(merge.LegacyId).With(merge.LegacyExternalId)
            .With(merge.MergedAt).With(merge.Actor).With(merge.Reason).With(merge.Journal).With(merge.UndoneAt);
    }

    private readonly record struct Row(ContactRow Contact, DateTimeOffset At);

    private readonly record struct Membership(int OrganisationId, long ContactId, long GroupId);
}
