using Contacts.Core.Consent;
using Orleans;

namespace Contacts.Core.Users;

/// <summary>
/// A link that works once: an invitation, a reset of a password, or a sign-in. Its token is sealed by a key of its organisation (0: the
/// service) and stored nowhere.
/// </summary>
[GenerateSerializer, Immutable, Alias("users.one-time-link")]
public sealed record OneTimeLink
{
    [Id(0)] public required int OrganisationId { get; init; }
    [Id(1)] public required long Id { get; init; }
    [Id(2)] public required LinkPurpose Purpose { get; init; }
    [Id(3)] public required long UserId { get; init; }

    /// <summary>Of an invitation to an organisation.</summary>
    [Id(4)] public Role? Role { get; init; }

    /// <summary>Whole milliseconds, as in the token.</summary>
    [Id(5)] public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What its token says.</summary>
    public ConsentLink ToLink() => new(Purpose, OrganisationId, Id, 0, ExpiresAt);
}

/// <summary>How long links work.</summary>
public static class LinkLife
{
    public static readonly TimeSpan Invitation = TimeSpan.FromDays(7);
    public static readonly TimeSpan Reset = TimeSpan.FromHours(1);
    public static readonly TimeSpan SignIn = TimeSpan.FromHours(12);

    /// <summary>The end of a life that begins now, in whole milliseconds.</summary>
    public static DateTimeOffset EndOf(TimeSpan life, DateTimeOffset now) =>
        DateTimeOffset.FromUnixTimeMilliseconds((now + life).ToUnixTimeMilliseconds());
}
