using System.Collections.Immutable;
using System.Text.Json;
using Contacts.Core.Contacts;
using Contacts.Core.Email;
using Contacts.Core.Phone;
using Contacts.Core.Settings;

namespace Contacts.Core.Erasure;

/// <summary>
/// One person: the contact that was asked for and all that were merged into it, with every address and number that they ever had. What
/// another live contact has by now (<see cref="SharedEmailKeys"/>, <see cref="SharedPhones"/>) no longer identifies the person.
/// </summary>
public sealed record ErasedPerson
{
    public required IdentitySettings Identity { get; init; }

    /// <summary>The live contact first.</summary>
    public required ImmutableArray<long> ContactIds { get; init; }

    public required ImmutableArray<string> ExternalIds { get; init; }

    /// <summary>Normalised addresses.</summary>
    public required ImmutableHashSet<string> Emails { get; init; }

    /// <summary>Canonical addresses, under the setting of now and those of before.</summary>
    public required ImmutableHashSet<string> EmailKeys { get; init; }

    /// <summary>E.164.</summary>
    public required ImmutableHashSet<string> Phones { get; init; }

    /// <summary>Names, companies and integrators' ids, for samples that say nothing else of whom they are about.</summary>
    public ImmutableHashSet<string> Texts { get; init; } = [];

    public ImmutableHashSet<string> SharedEmailKeys { get; init; } = [];
    public ImmutableHashSet<string> SharedPhones { get; init; } = [];

    /// <summary>Whether it is an address of the person alone, in any spelling.</summary>
    public bool HasEmail(string? text)
    {
        if (!EmailAddress.TryParse(text, out var address, out _)) return false;
        var key = address.Canonical(Identity.EmailCanonicalization);
        return !SharedEmailKeys.Contains(key) && (EmailKeys.Contains(key) || Emails.Contains(address.Normalised));
    }

    /// <summary>Whether it is a number of the person alone, in any spelling.</summary>
    public bool HasPhone(string? text) =>
        PhoneNumber.TryParse(text, Identity.DefaultRegion, out var number, out _) && Phones.Contains(number) && !SharedPhones.Contains(number);

    /// <summary>Whether one of the texts is an address or number of the person alone.</summary>
    public bool IsIn(IEnumerable<string> texts) => texts.Any(text => HasEmail(text) || HasPhone(text));

    /// <summary>Whether a text of a JSON value is an address, number or, where asked for, another text of the person.</summary>
    public bool IsIn(string? json, bool withTexts = false)
    {
        if (json is null) return false;
        using var document = JsonDocument.Parse(json);
        return TextsOf(document.RootElement).Any(text => HasEmail(text) || HasPhone(text) || (withTexts && Texts.Contains(text)));
    }

    private static IEnumerable<string> TextsOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(TextsOf),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(field => TextsOf(field.Value)),
        _ => [],
    };
}
