using System.Collections.Immutable;
using Orleans;

namespace Contacts.Core.Contacts;

/// <summary>
/// By what an integrator means a contact: one of the three, clean. The id identifies before the address, and the address before the number.
/// </summary>
[GenerateSerializer, Immutable, Alias("contacts.identity")]
public sealed record ContactIdentity
{
    [Id(0)] public string? ForeignId { get; init; }

    /// <summary>Canonical.</summary>
    [Id(1)] public string? EmailKey { get; init; }

    /// <summary>E.164.</summary>
    [Id(2)] public string? Phone { get; init; }

    public bool IsEmpty => this is { ForeignId: null, EmailKey: null, Phone: null };

    /// <summary>What is serialised by it: an address is, whichever way it comes; no address has a colon.</summary>
    public string Key => ForeignId is not null ? $"id:{ForeignId}" : EmailKey ?? $"phone:{Phone}";

    /// <summary>As clean as stored values are; the input has the problem where one is wrong.</summary>
    public static ContactIdentity Read(ContactInput input, string? foreignId, string? email, string? phone) => new()
    {
        EmailKey = input.Email(email) is { } address ? input.Canonical(address) : null,
        Phone = input.Phone(phone),
        ForeignId = input.ForeignId(foreignId),
    };
}

/// <summary>
/// A contact to create, or to update where there is one of this identity; <see cref="Problem"/> where it cannot be created.
/// </summary>
[GenerateSerializer, Immutable, Alias("contacts.upsert")]
public sealed record ContactUpsert
{
    [Id(0)] public required ContactIdentity Identity { get; init; }
    [Id(1)] public CheckedContact? New { get; init; }
    [Id(2)] public FieldProblem? Problem { get; init; }
    [Id(3)] public required UpdateContactRequest Update { get; init; }
}
