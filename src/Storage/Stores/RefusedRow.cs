using System.Collections.Immutable;
using Contacts.Core.Erasure;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>A refused row of an import, with what is kept of it.</summary>
internal readonly record struct RefusedRow(long Import, long Row, string Field, string Rule, string? Detail, string? Cells)
{
    private const int AtOnce = 2_000;

    private static readonly Statement _list = new("PersonalData/errors.sql");

    /// <summary>A page of those of an organisation behind a row of an import.</summary>
    public static FoundRows<RefusedRow> Page(StatementBatch batch, int organisationId, long import, long row) => batch.All(
        _list,
        one => new RefusedRow(one.Int64(0), one.Int64(1), one.Text(2), one.Text(3), one.TextOrNull(4), one.TextOrNull(5)),
        organisationId, import, row, AtOnce);

    /// <summary>Those of a person, page by page. <paramref name="next"/> reads the page behind a row.</summary>
    public static async ValueTask<ImmutableArray<RefusedRow>> FindAsync(
        ErasedPerson person, IEnumerable<SearchedImport> imports, IReadOnlyList<RefusedRow> first,
        Func<RefusedRow, ValueTask<FoundRows<RefusedRow>>> next)
    {
        var byId = imports.ToDictionary(import => import.Id);
        var found = ImmutableArray.CreateBuilder<RefusedRow>();
        for (var page = first; ; page = await next(page[^1]))
        {
            found.AddRange(page.Where(row => byId.TryGetValue(row.Import, out var import) && import.IsOf(person, row.Cells, row.Detail)));
            if (page.Count < AtOnce) return found.DrainToImmutable();
        }
    }
}
