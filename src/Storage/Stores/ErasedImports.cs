using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>
/// Removes what imports keep of a person: entries of journals, of the person's contacts and of those of former partners that have an
/// address or number of the person; and refused rows, samples of dry runs, files and names of columns, in which the person was found
/// before.
/// </summary>
internal sealed class ErasedImports(StatementBatch reads, GatheredPerson gathered, FoundInImports found)
{
    private static readonly Statement _isImporting = new("Erasure/is_importing.sql");
    private static readonly Statement _findJournal = new("Erasure/journal.sql");
    private static readonly Statement _redactJournal = new("Erasure/redact_journal.sql");
    private static readonly Statement _redactError = new("Erasure/redact_error.sql");
    private static readonly Statement _removeSample = new("Erasure/remove_sample.sql");
    private static readonly Statement _redactColumns = new("Erasure/redact_columns.sql");
    private static readonly Statement _removePieces = new("Erasure/remove_pieces.sql");
    private static readonly Statement _removeTrials = new("Erasure/remove_trials.sql");

    private readonly FoundRows<bool> _running = reads.AllOfEach(_isImporting, _ => true, gathered.EachContact());
    private readonly FoundRows<JournalRow> _journal = reads.AllOfEach(
        _findJournal, row => new JournalRow(row.Int64(0), row.Int64(1), row.Int64(2), row.TextOrNull(3), row.TextOrNull(4)),
        gathered.Each(gathered.Person.ContactIds.Concat(gathered.FormerPartners)));

    /// <summary>Whether an import that has not ended has written one of the person's contacts.</summary>
    public bool IsRunning => _running.Count > 0;

    /// <summary>How many rows there are.</summary>
    public int Erase(StatementBatch writes)
    {
        var (organisation, person) = (gathered.OrganisationId, gathered.Person);
        JournalRow[] entries =
        [
            .. _journal.Where(
                entry => person.ContactIds.Contains(entry.ContactId) || person.IsIn(entry.Before) || person.IsIn(entry.After)),
        ];
        writes.RunEach(_removePieces, gathered.Each(found.Ended));
        writes.RunEach(_redactColumns, found.Named.Select(import => (SqlValue[])[organisation, import.Id, import.NeutralHeader]));
        writes.Run(_removeTrials, organisation);
        writes.RunEach(_redactJournal, entries.Select(one => (SqlValue[])[organisation, one.Import, one.ContactId, one.Row]));
        writes.RunEach(_redactError, found.Errors.Select(row => (SqlValue[])[organisation, row.Import, row.Row]));
        writes.RunEach(_removeSample, found.Samples.Select(row => (SqlValue[])[organisation, row.Import, row.Row]));
        return entries.Length + found.Errors.Length + found.Samples.Length;
    }

    private readonly record struct JournalRow(long ContactId, long Import, long Row, string? Before, string? After);
}
