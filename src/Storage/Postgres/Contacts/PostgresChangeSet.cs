using Contacts.Core.Contacts;
using Contacts.Storage.Postgres.Mail;
using Contacts.Storage.Stores;
using Npgsql;

namespace Contacts.Storage.Postgres.Contacts;

/// <summary>A change set as one transaction of two round trips: everything that is to be done, then commit or roll back.</summary>
internal sealed class PostgresChangeSet(ContactChangeSet changes)
{
    private static readonly string _lock = Sql.Load("Postgres/Contacts/apply_lock.sql");
    private static readonly string _contact = Sql.Load("Postgres/Contacts/apply_contact.sql");
    private static readonly string _leave = Sql.Load("Postgres/Contacts/apply_leave_groups.sql");
    private static readonly string _join = Sql.Load("Postgres/Contacts/apply_join_groups.sql");
    private static readonly string _event = Sql.Load("Postgres/Contacts/apply_event.sql");
    private static readonly string _merge = Sql.Load("Postgres/Contacts/apply_merge.sql");
    private static readonly string _undone = Sql.Load("Postgres/Contacts/apply_undone.sql");

    public async Task<ApplyOutcome> RunAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection, transaction);
        batch.Add(_lock).With(changes.OrganisationId).With(changes.Contacts.Select(c => c.Id).ToArray());
        var undone = changes.UndoneMergeId is { } id ? batch.Add(_undone).With(changes.OrganisationId).With(id).With(changes.At) : null;
        foreach (var image in changes.Contacts) AddContact(batch, image);
        var consents = changes.Consents.Select(consent => PostgresSession.BatchCommand(ConsentRows.Write, ConsentRows.Values(consent))).ToArray();
        foreach (var consent in consents) batch.BatchCommands.Add(consent);
        foreach (var tally in changes.Tallies)
            batch.BatchCommands.Add(PostgresSession.BatchCommand(SignUpRows.Add, SignUpRows.Values(tally)));
        foreach (var entry in changes.Events) AddEvent(batch, entry);
        PostgresMailQueue.Add(batch, changes.Mails);
        if (changes.Merge is { } merge) AddMerge(batch, merge);
        var trails = new PostgresTrails(batch);
        trails.Add(changes.OrganisationId, changes.Trail, changes.FirstContactId);
        var outcome = await ExecuteAsync(batch, cancellationToken);
        if (outcome == ApplyOutcome.Applied && undone is not null && batch.BatchCommands[1].RecordsAffected == 0)
            outcome = ApplyOutcome.Conflict;
        if (outcome == ApplyOutcome.Applied && consents.Any(consent => consent.RecordsAffected == 0)) outcome = ApplyOutcome.Conflict;
        if (outcome != ApplyOutcome.Applied) return outcome;
        trails.Check();
        await transaction.CommitAsync(cancellationToken);
        return outcome;
    }

    /// <summary>
    /// The versions come back before anything else can fail: a change set made from old rows is a conflict, whatever address it wants.
    /// </summary>
    private async Task<ApplyOutcome> ExecuteAsync(NpgsqlBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            await batch.PrepareAsync(cancellationToken);
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            var found = 0;
            while (await reader.ReadAsync(cancellationToken))
                if (changes.Contacts.Any(c => c.Id == reader.GetInt64(0) && c.Version == reader.GetInt64(1))) found++;
            if (found < changes.Contacts.Length) return ApplyOutcome.Conflict;
            while (await reader.NextResultAsync(cancellationToken))
            {
            }
            return ApplyOutcome.Applied;
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "contact_email_key" })
        {
            return ApplyOutcome.EmailTaken;
        }
    }

    private void AddContact(NpgsqlBatch batch, ContactRow image)
    {
        batch.Add(_contact).With(image.OrganisationId).With(image.Id).With(image.Version).With(image.Email).With(image.EmailKey)
            .With(ContactBatchCommands.FoldedEmail(image.Email)).With(image.Phone)
            .With(image.EmailSubscribed).With(image.SmsSubscribed).With(image.Source).With(changes.At).With(image.MergedInto)
            .WithProfile(image);
        var groups = image.MergedInto is null ? image.Groups.Select(g => g.Id).ToArray() : [];
        batch.Add(_leave).With(image.OrganisationId).With(image.Id).With(groups);
        if (groups.Length > 0) batch.Add(_join).With(image.OrganisationId).With(image.Id).With(groups);
    }

    private void AddEvent(NpgsqlBatch batch, ContactEvent entry) => batch.Add(_event)
        .With(changes.OrganisationId).With(entry.ContactId).With(entry.At).With(entry.Kind).With(entry.Source).With(entry.Actor)
        .With(entry.Reason).With(entry.Before).With(entry.After).With(entry.Evidence);

    private static void AddMerge(NpgsqlBatch batch, MergeRecord merge) => batch.Add(_merge)
        .With(merge.OrganisationId).With(merge.MergeId).With(merge.SurvivorId).With(merge.LegacyId).With(merge.LegacyExternalId)
        .With(merge.MergedAt).With(merge.Actor).With(merge.Reason).With(merge.Journal).With(merge.UndoneAt);
}
