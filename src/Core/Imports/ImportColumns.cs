using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Contacts.Core.Contacts;
using Contacts.Core.Text;

namespace Contacts.Core.Imports;

/// <summary>
/// What a column's name means: a field, or <see cref="InputField.None"/> for notes, which are known and not stored. Of several columns of
/// one meaning that with the lowest rank counts, where it is not blank.
/// </summary>
public readonly record struct ImportColumnName(InputField Field, int Rank);

/// <summary>
/// Reads the names of columns: our own, and those in the exports of Mailchimp, HubSpot, Brevo, Google, Outlook, Shopify and Thunderbird in
/// English and German.
/// </summary>
public static class ImportColumns
{
    /// <summary>The most unknown names that are reported, and the most characters of one.</summary>
    public const int MostIgnored = 50;

    private const int LongestName = 128;
    private const string Marks = "_-.:/()\u2010\u2011\u2013";

    /// <summary>As <see cref="Key"/> spells them, those that are preferred first: mobile numbers take text messages.</summary>
    private static readonly (InputField Field, string Names)[] _names =
    [
        (InputField.Email, "email emailaddress emailadresse email1value email1wert primaryemail primareemail primareemailadresse"),
        (InputField.Phone,
            "phone sms smsphonenumber mobile mobilephone mobilenumber mobilephonenumber cellphone mobil mobiltelefon mobilnummer "
            + "mobiltelefonnummer mobiltel handy handynummer phonenumber telefon telefonnummer phone1value telefon1wert primaryphone "
            + "haupttelefon defaultaddressphone homephone telefonprivat telprivat workphone businessphone telefongeschaftlich telgeschaftl "
            + "teldienstlich landlinenumber festnetznummer"),
        .. ProfileField.All.Select(field => (field.Input, field.ImportNames)),
        (InputField.Groups, "groups"),
        (InputField.EmailSubscribed, "emailsubscribed acceptsemailmarketing akzeptiertemailmarketing"),
        (InputField.SmsSubscribed, "smssubscribed acceptssmsmarketing akzeptiertsmsmarketing"),
        (InputField.Source, "source"),
        (InputField.ExternalId, "externalid"),
        (InputField.Attributes, "attributes"),
        (InputField.None, "notes"),
    ];

    /// <summary>Our own names of the columns.</summary>
    public static readonly ImmutableArray<string> Own =
    [
        .. _names.Where(entry => entry.Field != InputField.None)
            .Select(entry => JsonNamingPolicy.CamelCase.ConvertName(entry.Field.ToString())),
    ];

    /// <summary>What the file of refused rows says of each of them.</summary>
    public static readonly ImmutableArray<string> OfRejects = ["_line", "_field", "_message"];

    private static readonly FrozenDictionary<string, ImportColumnName> _byKey = _names
        .SelectMany(entry => entry.Names.Split(' ')
            .Select((key, rank) => KeyValuePair.Create(key, new ImportColumnName(entry.Field, rank))))
        .ToFrozenDictionary();

    /// <summary>
    /// What a name means; null if it is unknown. Case, diacritics, white space, hyphens and the other marks of such names do not matter.
    /// </summary>
    public static ImportColumnName? FindOrNull(string name)
    {
        if (_byKey.TryGetValue(Key(name), out var found)) return found;
        return OfRejects.Contains(name.Trim()) ? new(InputField.None, 0) : null;
    }

    /// <summary>The field of our own name for a column, such as "firstName"; null if it is none.</summary>
    public static InputField? FieldOrNull(string name) =>
        FindOrNull(name) is { Rank: 0, Field: not InputField.None and var field } ? field : null;

    /// <summary>A row as it would stand in a file with <see cref="Own"/> columns.</summary>
    public static ImmutableArray<string> CellsOf(ImportRow row) =>
        [.. _names.Where(entry => entry.Field != InputField.None).Select(entry => row.TextOf(entry.Field))];

    /// <summary>Our own name of a field's column; null where it has none.</summary>
    public static string? NameOrNull(InputField field) =>
        JsonNamingPolicy.CamelCase.ConvertName(field.ToString()) is var name && Own.Contains(name) ? name : null;

    /// <summary>Under which two names are the same.</summary>
    public static string Key(string name) => string.Concat(TextFolding.Fold(name).Where(c => !char.IsWhiteSpace(c) && !Marks.Contains(c)));

    /// <summary>Names or cells as stores keep them.</summary>
    public static string ToJson(ImmutableArray<string> texts) => JsonSerializer.Serialize(texts, NameListJson.Default.ImmutableArrayString);

    /// <summary>What <see cref="ToJson"/> has written.</summary>
    public static ImmutableArray<string> FromJson(string json) =>
        JsonSerializer.Deserialize(json, NameListJson.Default.ImmutableArrayString);

    /// <summary>A name as it is reported: without control characters, and not longer than is worth it.</summary>
    public static string Shown(string name) => Clipping.Clip(string.Concat(name.Where(c => !char.IsControl(c))), LongestName);
}
