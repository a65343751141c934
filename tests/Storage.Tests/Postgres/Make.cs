using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.Core.Imports;

namespace Contacts.Storage.Tests.Postgres;

/// <summary>Rows to write.</summary>
internal static class Make
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    public static ContactWrite Registration(string email, params ImmutableArray<long> groups) => new()
    {
        Kind = ContactWriteKind.Register, OrganisationId = 1, Email = email, EmailKey = email, ExternalId = ExternalId(), GroupIds = groups,
        EmailSubscribed = true, Source = "form", Actor = "test", At = Noon,
    };

    public static ContactWrite Imported(string email) => new()
    {
        Kind = ContactWriteKind.Import, OrganisationId = 1, Email = email, EmailKey = email, ExternalId = ExternalId(), FirstName = "Eva",
        EmailSubscribed = true, Source = "import", Actor = "test", At = Noon,
    };

    /// <summary>The first rows of a file.</summary>
    public static ImportStep Step(ImportJob job, ImmutableArray<ContactWrite> rows) => new()
    {
        Job = job, Rows = rows, Origins = [.. rows.Select((_, i) => new ImportOrigin(i + 1, i + 2, []))],
        Place = new(9, rows.Length, rows.Length + 1), IgnoredColumns = [],
    };

    public static string ExternalId() => Random.Shared.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 16);
}
