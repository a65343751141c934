using System.Collections.Immutable;
using Contacts.Core.Contacts;

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

    public static string ExternalId() => Random.Shared.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 16);
}
