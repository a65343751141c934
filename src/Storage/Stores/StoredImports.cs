using Contacts.Core.Erasure;
using Contacts.Core.Imports;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Reads the imports in which people are looked for.</summary>
internal static class StoredImports
{
    private static readonly Statement _list = new("PersonalData/imports.sql");

    /// <summary>All of an organisation.</summary>
    public static FoundRows<SearchedImport> All(StatementBatch batch, int organisationId) => batch.All(_list, Read, organisationId);

    private static SearchedImport Read(IRow row) => new()
    {
        Id = row.Int64(0), IsEnded = row.Bool(1), HasFile = row.Bool(2), Format = (ImportFormat)row.Int32(3),
        Match = (ImportMatch)row.Int32(4), Header = row.TextOrNull(5), Mapping = row.TextOrNull(6),
        IgnoredColumns = row.Text(7), Message = row.TextOrNull(8),
    };
}
