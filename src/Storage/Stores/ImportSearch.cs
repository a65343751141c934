using System.Collections.Immutable;
using Contacts.Core.Erasure;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Where imports have a person.</summary>
/// <param name="Errors">Refused rows, by import and number.</param>
/// <param name="Samples">Changes that dry runs show, by import and number of the row.</param>
/// <param name="Ended">Imports that have ended and whose files have the person in them.</param>
internal sealed record FoundInImports(
    ImmutableArray<(long Import, long Row)> Errors, ImmutableArray<(long Import, long Row)> Samples, ImmutableArray<long> Ended);

/// <summary>
/// Looks for a person in what imports keep, which takes seconds where there are large files: in many short reads, of which the first one
/// is the batch that it is given.
/// </summary>
internal sealed class ImportSearch(StatementBatch batch, int organisationId)
{
    private const int ErrorsAtOnce = 2_000;

    private static readonly Statement _listFiles = new("Erasure/import_files.sql");
    private static readonly Statement _nextPiece = new("Erasure/next_piece.sql");
    private static readonly Statement _listErrors = new("PersonalData/errors.sql");

    private readonly FoundRows<(long Import, bool IsEnded)> _files =
        batch.All(_listFiles, row => (row.Int64(0), row.Bool(1)), organisationId);

    private readonly FoundRows<RefusedRow> _errors = Errors(batch, organisationId, import: 0, row: 0);

    private readonly FoundRows<ShownChange> _samples = ShownChange.All(batch, organisationId);

    /// <summary>Null where the file of an import that has not ended has an address or number of the person.</summary>
    public async Task<FoundInImports?> FindAsync(IStoreDatabase database, ErasedPerson person, CancellationToken cancellationToken)
    {
        var ended = ImmutableArray.CreateBuilder<long>();
        foreach (var (import, isEnded) in _files)
        {
            if (!await IsInFileAsync(database, person, import, cancellationToken)) continue;
            if (!isEnded) return null;
            ended.Add(import);
        }
        return new(await ErrorsAsync(database, person, cancellationToken), Samples(person), ended.DrainToImmutable());
    }

    private static FoundRows<RefusedRow> Errors(StatementBatch batch, int organisationId, long import, long row) => batch.All(
        _listErrors, error => new RefusedRow(error.Int64(0), error.Int64(1), error.TextOrNull(4), error.TextOrNull(5)), organisationId,
        import, row, ErrorsAtOnce);

    private ImmutableArray<(long Import, long Row)> Samples(ErasedPerson person) =>
        [.. ShownChange.Of(person, _samples).Select(sample => (sample.Import, sample.Row))];

    private async Task<bool> IsInFileAsync(
        IStoreDatabase database, ErasedPerson person, long import, CancellationToken cancellationToken)
    {
        var search = new PersonSearch(person);
        for (var position = -1L; ;)
        {
            var after = position;
            var piece = await database.ReadAsync(
                session => session.FirstAsync(
                    _nextPiece, row => (IsFound: true, Position: row.Int64(0), Bytes: row.Blob(1)), organisationId, import, after),
                cancellationToken);
            if (!piece.IsFound) return search.IsInRest();
            if (search.IsIn(piece.Bytes.AsSpan())) return true;
            position = piece.Position;
        }
    }

    private async Task<ImmutableArray<(long Import, long Row)>> ErrorsAsync(
        IStoreDatabase database, ErasedPerson person, CancellationToken cancellationToken)
    {
        var (found, page) = (ImmutableArray.CreateBuilder<(long, long)>(), _errors);
        while (true)
        {
            found.AddRange(page.Where(error => person.IsInCells(error.Cells) || person.IsInText(error.Detail))
                .Select(error => (error.Import, error.Row)));
            if (page.Count < ErrorsAtOnce) return found.DrainToImmutable();
            var last = page[^1];
            page = await database.ReadAsync(
                session => session.RunAsync(next => Errors(next, organisationId, last.Import, last.Row)), cancellationToken);
        }
    }

    private readonly record struct RefusedRow(long Import, long Row, string? Detail, string? Cells);
}
