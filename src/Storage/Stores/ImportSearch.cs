using System.Collections.Immutable;
using Contacts.Core.Erasure;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Where imports have a person.</summary>
/// <param name="Errors">Refused rows, by import and number.</param>
/// <param name="Samples">Changes that dry runs show, by import and number of the row.</param>
/// <param name="Ended">Imports that have ended and whose files have the person in them.</param>
/// <param name="Named">Those of them whose columns are called as the person is.</param>
internal sealed record FoundInImports(
    ImmutableArray<(long Import, long Row)> Errors, ImmutableArray<(long Import, long Row)> Samples, ImmutableArray<long> Ended,
    ImmutableArray<SearchedImport> Named);

/// <summary>
/// Looks for a person in what imports keep, which takes seconds where there are large files: in many short reads, of which the first one
/// is the batch that it is given.
/// </summary>
internal sealed class ImportSearch(StatementBatch batch, int organisationId)
{
    private static readonly Statement _nextPiece = new("Erasure/next_piece.sql");

    private readonly FoundRows<SearchedImport> _imports = StoredImports.All(batch, organisationId);
    private readonly FoundRows<RefusedRow> _errors = RefusedRow.Page(batch, organisationId, import: 0, row: 0);
    private readonly FoundRows<ShownChange> _samples = ShownChange.All(batch, organisationId);

    /// <summary>Null where an import that has not ended has the person in its file or in the names of columns.</summary>
    public async Task<FoundInImports?> FindAsync(IStoreDatabase database, ErasedPerson person, CancellationToken cancellationToken)
    {
        var ended = ImmutableArray.CreateBuilder<long>();
        var named = _imports.Where(import => import.IsNamedAfter(person)).ToImmutableArray();
        foreach (var import in _imports)
        {
            if (!named.Contains(import) && !await IsInFileAsync(database, person, import, cancellationToken)) continue;
            if (!import.IsEnded) return null;
            ended.Add(import.Id);
        }
        var errors = await RefusedRow.FindAsync(
            person, _imports, _errors,
            last => new(database.ReadAsync(
                session => session.RunAsync(next => RefusedRow.Page(next, organisationId, last.Import, last.Row)), cancellationToken)));
        return new(
            [.. errors.Select(error => (error.Import, error.Row))],
            [.. ShownChange.Of(person, _samples).Select(sample => (sample.Import, sample.Row))], ended.DrainToImmutable(),
            named);
    }

    private async Task<bool> IsInFileAsync(
        IStoreDatabase database, ErasedPerson person, SearchedImport import, CancellationToken cancellationToken)
    {
        if (!import.HasFile) return false;
        var search = new PersonSearch(person, import.IsByForeignId);
        for (var position = -1L; ;)
        {
            var after = position;
            var piece = await database.ReadAsync(
                session => session.FirstAsync(
                    _nextPiece, row => (IsFound: true, Position: row.Int64(0), Bytes: row.Blob(1)), organisationId, import.Id, after),
                cancellationToken);
            if (!piece.IsFound) return search.IsInRest();
            if (search.IsIn(piece.Bytes.AsSpan())) return true;
            position = piece.Position;
        }
    }
}
