using System.Collections.Immutable;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Imports;
using Contacts.Core.Phone;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Description;

namespace Contacts.WebFront.Admin.Contacts;

/// <summary>Reads by what contacts are chosen: all that is given must hold.</summary>
[Parameter<string>("filterFulltextQuery", "Part of a name, company, e-mail or phone.", "barasek")]
[Parameter<string>(
    "tagFilter", "Names of groups, comma-separated, quoted as in CSV; #-no-tags-# stands for contacts without groups.",
    "trainer,#-no-tags-#")]
[Parameter<string>(
    "consent", "The consent of the address; `none` also where nothing was ever said, or there is no address.", "confirmed",
    OneOf = ["none", "pending", "given", "confirmed", "withdrawn", "suppressed"])]
[Parameter<string>("source", "Where the first sign-up came from, exactly; empty for contacts without a source.", "web")]
[Parameter<string>("country", "The country of the phone number, with all that share its calling code.", "CZ")]
[Parameter<string>("createdFrom", "Made from here on: a date of UTC, or an instant.", "2026-01-01")]
[Parameter<string>("createdTo", "Made up to here, not included: a date of UTC, or an instant.", "2026-02-01")]
[Parameter<string>(
    "attribute",
    "An attribute and its value, `key:value`: a string, or a number or boolean that reads so. The key ends at the first colon.",
    "plan:pro")]
internal static class ContactFilters
{
    private const string NoTags = "#-no-tags-#";

    /// <summary>A query of nothing but the filters.</summary>
    public static ContactQuery Read(ref QueryValues values)
    {
        var tags = CsvLine.Fields(values.Text("tagFilter") ?? "");
        return Dated(ref values, "createdFrom", "createdTo") with
        {
            Search = values.Text("filterFulltextQuery"),
            Tags = [.. tags.Where(tag => tag != NoTags)],
            WithoutGroups = tags.Contains(NoTags),
            Consent = values.OneOf<ConsentState>("consent"),
            Source = values.TextOrEmpty("source"),
            Attribute = Attribute(ref values),
            CallingCode = CallingCode(ref values),
        };
    }

    /// <summary>The calling code of a country.</summary>
    public static string? CallingCode(ref QueryValues values)
    {
        if (values.Text("country") is not { } region)
            return null;
        var code = PhoneNumber.CallingCodeOf(region);
        if (code is null)
            values.Refuse("country", "must be a country code of two letters, such as CZ");
        return code;
    }

    private static ImmutableArray<string> Attribute(ref QueryValues values)
    {
        if (values.Text("attribute") is not { } text)
            return [];
        var colon = text.IndexOf(':');
        if (colon > 0)
            return ContactAttributes.TermsOf(text[..colon].Trim(), text[(colon + 1)..].Trim());
        values.Refuse("attribute", "must be a key and a value with a colon between them");
        return [];
    }

    /// <summary>A query of the contacts that were made in a time, which may be empty.</summary>
    public static ContactQuery Dated(ref QueryValues values, string from, string to) => new()
    {
        CreatedFrom = QueryTimes.Read(ref values, from, QueryTimes.Utc), CreatedTo = QueryTimes.Read(ref values, to, QueryTimes.Utc),
    };
}
