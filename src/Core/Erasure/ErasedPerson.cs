using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Contacts.Core.Contacts;
using Contacts.Core.Email;
using Contacts.Core.Phone;
using Contacts.Core.Settings;
using Contacts.Core.Text;

namespace Contacts.Core.Erasure;

/// <summary>
/// One person: the contact that was asked for and all that were merged into it, with every address and number that they ever had. What
/// another live contact has by now (<see cref="SharedEmailKeys"/>, <see cref="SharedPhones"/>, <see cref="SharedForeignIds"/>) no longer
/// identifies the person.
/// </summary>
public sealed record ErasedPerson
{
    private const int Ending = 6;
    private const int EndingUnit = 1_000_000;

    private FrozenSet<int>? _endings;
    private PersonCells? _cells;
    private ImmutableArray<string> _ownEmails;
    private ImmutableArray<string> _ownPhones;

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

    /// <summary>Integrators' ids, those of now and those of before.</summary>
    public ImmutableHashSet<string> ForeignIds { get; init; } = [];

    /// <summary>Names and companies: for records that say nothing else of whom they are about.</summary>
    public ImmutableHashSet<string> Texts { get; init; } = [];

    public ImmutableHashSet<string> SharedEmailKeys { get; init; } = [];
    public ImmutableHashSet<string> SharedPhones { get; init; } = [];
    public ImmutableHashSet<string> SharedForeignIds { get; init; } = [];

    /// <summary>Where the person is looked for in what has several values.</summary>
    internal PersonCells Cells => _cells ??= new(this);

    /// <summary>Whether it is an address of the person alone, in any spelling, also as a spreadsheet has it.</summary>
    public bool HasEmail(string? text) => IsOwnEmail(text) || (text is ['\'', ..] && IsOwnEmail(FormulaGuard.Remove(text)));

    /// <summary>Whether it is a number of the person alone, in any spelling, also as a spreadsheet has it.</summary>
    public bool HasPhone(string? text) =>
        EndsAsOne(text) && PhoneNumber.TryParse(FormulaGuard.RemoveFromPhone(text!), Identity.DefaultRegion, out var number, out _)
        && Phones.Contains(number) && !SharedPhones.Contains(number);

    /// <summary>Whether it is an integrator's id of the person alone, also as a spreadsheet has it.</summary>
    public bool HasForeignId(string? text) =>
        InputText.Clean(FormulaGuard.Remove(text ?? ""), ContactInput.ForeignIdLimit, out var id) == InputTextError.None
        && ForeignIds.Contains(id) && !SharedForeignIds.Contains(id);

    /// <summary>Whether the last digits of a text are those of one of the numbers: reading a number costs some microseconds.</summary>
    public bool EndsAsOne(ReadOnlySpan<char> text)
    {
        if (Phones.IsEmpty) return false;
        _endings ??= Phones.Select(phone => int.Parse(phone.AsSpan(phone.Length - Ending), CultureInfo.InvariantCulture)).ToFrozenSet();
        var (ending, unit) = (0, 1);
        for (var i = text.Length - 1; i >= 0 && unit < EndingUnit; i--)
        {
            if (DigitOf(text[i]) is not (>= 0 and var digit)) continue;
            ending += digit * unit;
            unit *= 10;
        }
        return unit == EndingUnit && _endings.Contains(ending);
    }

    /// <summary>
    /// Whether a text of a JSON value is an address, number or, where asked for, another text of the person, or the integrator's id
    /// among the values of a contact.
    /// </summary>
    public bool IsIn(string? json, bool withTexts = false)
    {
        if (string.IsNullOrEmpty(json)) return false;
        using var document = JsonDocument.Parse(json);
        return HasIdIn(document.RootElement)
            || TextsOf(document.RootElement).Any(text => HasEmail(text) || HasPhone(text) || (withTexts && Texts.Contains(text)));
    }

    /// <summary>As <see cref="IsIn"/> for the cells of a row, which may be a whole line that could not be read.</summary>
    public bool IsInCells(string? json)
    {
        if (string.IsNullOrEmpty(json)) return false;
        using var document = JsonDocument.Parse(json);
        return TextsOf(document.RootElement).Any(text => IsInText(text));
    }

    /// <summary>Whether a text is or has an address, number or, where asked for, an integrator's id of the person alone.</summary>
    public bool IsInText(string? text, bool withForeignIds = false) =>
        text is not null
        && (HasEmail(text) || HasPhone(text) || Mentions(text) || (withForeignIds && Cells.MentionsId(text))
            || Cells.AnyIn(text, withForeignIds));

    /// <summary>Whether the text has an address or number of the person alone somewhere.</summary>
    public bool Mentions(string text)
    {
        if (_ownEmails.IsDefault)
        {
            _ownPhones = [.. Phones.Except(SharedPhones)];
            _ownEmails = [.. Emails.Where(HasEmail).Union(EmailKeys.Except(SharedEmailKeys))];
        }
        return _ownEmails.Any(email => text.Contains(email, StringComparison.OrdinalIgnoreCase))
            || _ownPhones.Any(phone => text.Contains(phone, StringComparison.Ordinal));
    }

    /// <summary>Whether the other one is known by the same.</summary>
    public bool IsSame(ErasedPerson other) =>
        ContactIds.SequenceEqual(other.ContactIds) && Emails.SetEquals(other.Emails) && EmailKeys.SetEquals(other.EmailKeys)
        && Phones.SetEquals(other.Phones) && ForeignIds.SetEquals(other.ForeignIds) && SharedEmailKeys.SetEquals(other.SharedEmailKeys)
        && SharedPhones.SetEquals(other.SharedPhones) && SharedForeignIds.SetEquals(other.SharedForeignIds);

    private bool IsOwnEmail(string? text)
    {
        if (!EmailAddress.TryParse(text, out var address, out _)) return false;
        var key = address.Canonical(Identity.EmailCanonicalization);
        return !SharedEmailKeys.Contains(key) && (EmailKeys.Contains(key) || Emails.Contains(address.Normalised));
    }

    private bool HasIdIn(JsonElement json) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty("externalId", out var id) && id.ValueKind == JsonValueKind.String
        && HasForeignId(id.GetString());

    private static int DigitOf(char character) =>
        char.IsAscii(character) ? char.IsAsciiDigit(character) ? character - '0' : -1 : (int)char.GetNumericValue(character);

    private static IEnumerable<string> TextsOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(TextsOf),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(field => TextsOf(field.Value)),
        _ => [],
    };
}
