using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using Contacts.Core.Contacts;
using Contacts.Storage.Sessions;

namespace Contacts.Storage;

/// <summary>
/// The columns of a contact, for statements of both databases. In their text <c>{profile}</c> stands for the columns of the profile,
/// <c>{profile_folded}</c> for these and their folded forms, and <c>{contact}</c> for what <see cref="Read"/> reads. A table in front
/// belongs to each of them (<c>c.{profile}</c>); <c>{profile $8::text[]}</c> stands for as many parameters, from this one on.
/// </summary>
internal static partial class ContactColumns
{
    private static readonly ImmutableArray<string> _profile = [.. ProfileField.All.Select(field => field.ColumnName)];
    private static readonly ImmutableArray<string> _folded =
        [.. _profile, .. ProfileField.Searched.Select(field => $"{field.ColumnName}_folded")];

    private static readonly ImmutableArray<string> _contact =
    [
        "organisation_id", "contact_id", "external_id", "email", "email_key", "phone", "email_subscribed", "sms_subscribed", "source",
        "created_at", "updated_at", "version", "merged_into", "foreign_id", "attributes", .. _profile,
    ];

    /// <summary>How many columns a contact has.</summary>
    public static int Count => _contact.Length;

    public static string Fill(string sql) => Slot().Replace(sql, slot =>
    {
        var columns = slot.Groups["columns"].Value switch { "profile" => _profile, "profile_folded" => _folded, _ => _contact };
        return string.Join(", ", slot.Groups["first"].Success
            ? Enumerable.Range(int.Parse(slot.Groups["first"].ValueSpan, CultureInfo.InvariantCulture), columns.Length)
                .Select(number => $"{slot.Groups["mark"]}{number}{slot.Groups["type"]}")
            : columns.Select(column => $"{slot.Groups["table"]}{column}"));
    });

    /// <summary>The contact whose columns start at <paramref name="first"/>, without its memberships.</summary>
    public static ContactRow Read(IRow row, int first = 0) => new ContactRow
    {
        OrganisationId = row.Int32(first), Id = row.Int64(first + 1), ExternalId = row.Text(first + 2), Email = row.TextOrNull(first + 3),
        EmailKey = row.TextOrNull(first + 4), Phone = row.TextOrNull(first + 5), EmailSubscribed = row.Bool(first + 6),
        SmsSubscribed = row.Bool(first + 7), Source = row.TextOrNull(first + 8), CreatedAt = row.Time(first + 9),
        UpdatedAt = row.Time(first + 10), Version = row.Int64(first + 11), MergedInto = row.Int64OrNull(first + 12),
        ForeignId = row.TextOrNull(first + 13), Attributes = ContactAttributes.Restore(row.TextOrNull(first + 14)),
    }.WithProfile(row, first + 15);

    /// <summary>The contact with the profile whose columns start at <paramref name="first"/>.</summary>
    public static ContactRow WithProfile(this ContactRow contact, IRow row, int first) =>
        contact.WithProfile(field => row.Text(first + ProfileField.All.IndexOf(field)));

    [GeneratedRegex(@"(?<table>\w+\.)?\{(?<columns>profile|profile_folded|contact)( (?<mark>[$?])(?<first>\d+)(?<type>[^}]*))?\}")]
    private static partial Regex Slot();
}
