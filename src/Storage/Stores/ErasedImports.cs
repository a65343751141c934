using System.Collections.Immutable;
using Contacts.Core.Erasure;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>What imports keep of a person: entries of journals, refused rows, samples of dry runs, and files.</summary>
/// <param name="errors">Refused rows, by import and number.</param>
/// <param name="samples">Changes that dry runs show, by import and number of the row.</param>
/// <param name="ended">Imports that have ended and whose files have the person in them.</param>
internal sealed class ErasedImports(
    ImmutableArray<(long Import, long Row)> errors, ImmutableArray<(long Import, long Row)> samples, ImmutableArray<long> ended)
{
    private const int ErrorsAtOnce = 2_000;

    private static readonly Statement _files = new("Erasure/import_files.sql");
    private static readonly Statement _nextPiece = new("Erasure/next_piece.sql");
    private static readonly Statement _isImporting = new("Erasure/is_importing.sql");
    private static readonly Statement _journal = new("Erasure/journal.sql");
    private static readonly Statement _errors = new("PersonalData/errors.sql");
    private static readonly Statement _samples = new("PersonalData/samples.sql");
    private static readonly Statement _redactJournal = new("Erasure/redact_journal.sql");
    private static readonly Statement _redactError = new("Erasure/redact_error.sql");
    private static readonly Statement _removeSample = new("Erasure/remove_sample.sql");
    private static readonly Statement _removePieces = new("Erasure/remove_pieces.sql");
    private static readonly Statement _removeTrials = new("Erasure/remove_trials.sql");

    /// <summary>
    /// Looks through everything, which takes seconds where there are large files: in many short reads. Null where the file of an import
    /// that has not ended has an address or number of the person.
    /// </summary>
    public static async Task<ErasedImports?> FindAsync(
        IStoreDatabase database, GatheredPerson gathered, CancellationToken cancellationToken)
    {
        var ended = ImmutableArray.CreateBuilder<long>();
        var files = await database.ReadAsync(
            session => session.AllAsync(_files, row => (Import: row.Int64(0), IsEnded: row.Bool(1)), gathered.OrganisationId),
            cancellationToken);
        foreach (var (import, isEnded) in files)
        {
            if (!await IsInFileAsync(database, gathered, import, cancellationToken)) continue;
            if (!isEnded) return null;
            ended.Add(import);
        }
        var errors = await ErrorsAsync(database, gathered, cancellationToken);
        var samples = await database.ReadAsync(session => SamplesAsync(session, gathered), cancellationToken);
        return new(errors, samples, ended.DrainToImmutable());
    }

    /// <summary>Whether an import that has not ended has written one of the person's contacts.</summary>
    public static async ValueTask<bool> IsRunningAsync(IStoreSession session, GatheredPerson gathered)
    {
        var found = await session.FirstOfEachAsync(
            _isImporting, _ => true, gathered.Person.ContactIds.Select(id => (SqlValue[])[gathered.OrganisationId, id]));
        return found.Contains(true);
    }

    /// <summary>How many rows are other ones now.</summary>
    public async ValueTask<int> EraseAsync(IStoreSession session, GatheredPerson gathered)
    {
        var organisation = gathered.OrganisationId;
        var journal = await JournalAsync(session, gathered);
        await session.RunEachAsync(_removePieces, ended.Select(import => (SqlValue[])[organisation, import]));
        await session.RunAsync(_removeTrials, organisation);
        return await session.RunEachAsync(
                _redactJournal, journal.Select(one => (SqlValue[])[organisation, one.Import, one.ContactId, one.Row]))
            + await session.RunEachAsync(_redactError, errors.Select(row => (SqlValue[])[organisation, row.Import, row.Row]))
            + await session.RunEachAsync(_removeSample, samples.Select(row => (SqlValue[])[organisation, row.Import, row.Row]));
    }

    /// <summary>Those of the person's contacts, and those of former partners that have an address or number of the person.</summary>
    private static async ValueTask<List<JournalRow>> JournalAsync(IStoreSession session, GatheredPerson gathered)
    {
        var (found, person) = (new List<JournalRow>(), gathered.Person);
        foreach (var id in person.ContactIds.Concat(gathered.FormerPartners))
        {
            var entries = await session.AllAsync(
                _journal, row => new JournalRow(id, row.Int64(0), row.Int64(1), row.TextOrNull(2), row.TextOrNull(3)),
                gathered.OrganisationId, id);
            found.AddRange(person.ContactIds.Contains(id)
                ? entries
                : entries.Where(entry => person.IsIn(entry.Before) || person.IsIn(entry.After)));
        }
        return found;
    }

    private static async Task<bool> IsInFileAsync(
        IStoreDatabase database, GatheredPerson gathered, long import, CancellationToken cancellationToken)
    {
        var search = new PersonSearch(gathered.Person);
        for (var position = -1L; ;)
        {
            var after = position;
            var piece = await database.ReadAsync(
                session => session.FirstAsync(
                    _nextPiece, row => (IsFound: true, Position: row.Int64(0), Bytes: row.Blob(1)), gathered.OrganisationId, import, after),
                cancellationToken);
            if (!piece.IsFound) return search.IsInRest();
            if (search.IsIn(piece.Bytes.AsSpan())) return true;
            position = piece.Position;
        }
    }

    private static async Task<ImmutableArray<(long Import, long Row)>> ErrorsAsync(
        IStoreDatabase database, GatheredPerson gathered, CancellationToken cancellationToken)
    {
        var (found, person) = (ImmutableArray.CreateBuilder<(long, long)>(), gathered.Person);
        for (var (import, row, isMore) = (0L, 0L, true); isMore;)
        {
            var (afterImport, afterRow) = (import, row);
            var page = await database.ReadAsync(
                session => session.AllAsync(
                    _errors,
                    error => (Import: error.Int64(0), Row: error.Int64(1), Detail: error.TextOrNull(4), Cells: error.TextOrNull(5)),
                    gathered.OrganisationId, afterImport, afterRow, ErrorsAtOnce),
                cancellationToken);
            found.AddRange(page.Where(error => person.IsInCells(error.Cells) || person.IsInText(error.Detail))
                .Select(error => (error.Import, error.Row)));
            isMore = page.Length == ErrorsAtOnce;
            if (isMore) (import, row) = (page[^1].Import, page[^1].Row);
        }
        return found.DrainToImmutable();
    }

    private static async ValueTask<ImmutableArray<(long Import, long Row)>> SamplesAsync(IStoreSession session, GatheredPerson gathered)
    {
        var samples = await session.AllAsync(
            _samples, row => (Import: row.Int64(0), Row: row.Int64(1), Before: row.TextOrNull(2), After: row.TextOrNull(3)),
            gathered.OrganisationId);
        return
        [
            .. samples.Where(sample => gathered.Person.IsIn(sample.Before) || gathered.Person.IsIn(sample.After))
                .Select(sample => (sample.Import, sample.Row)),
        ];
    }

    private readonly record struct JournalRow(long ContactId, long Import, long Row, string? Before, string? After);
}
