using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.Core.Exports;
using Contacts.Core.Imports;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Description;

namespace Contacts.WebFront.Admin.Exports;

/// <summary>Reads how an export is written.</summary>
[Parameter<string>("format", "csv unless given.", "csv", OneOf = ["csv", "ndjson"])]
[Parameter<string>("fields", "The columns, comma-separated, in their order; all unless given.", "email,firstName,groups")]
[Parameter<bool>("bom", "Whether the file begins with U+FEFF, by which spreadsheets know UTF-8.", true)]
[Parameter<string>(
    "formulas", "`raw` leaves cells of CSV alone that a spreadsheet would take for formulas; they get an apostrophe in front otherwise.",
    "raw",
    OneOf = ["raw"])]
internal static class ExportOptions
{
    private static readonly ImmutableArray<string> _all = [.. ExportField.All.Select(column => column.Name)];

    /// <summary>An export of the contacts of a query.</summary>
    public static ExportRequest Read(ref QueryValues values, ContactQuery contacts)
    {
        var formulas = values.Text("formulas");
        if (formulas is not (null or "raw")) values.Refuse("formulas", "must be raw where it is given");
        return new()
        {
            Contacts = contacts, Format = values.OneOf<ExportFormat>("format") ?? ExportFormat.Csv, Fields = Fields(ref values),
            WithByteOrderMark = values.Boolean("bom") ?? false, WithFormulas = formulas is not null,
        };
    }

    private static ImmutableArray<string> Fields(ref QueryValues values)
    {
        if (values.Text("fields") is not { } text) return _all;
        var names = CsvLine.Fields(text);
        if (names.FirstOrDefault(name => ExportField.FindOrNull(name) is null) is not null || names.Distinct().Count() != names.Length)
            values.Refuse("fields", $"must be names of {string.Join(", ", _all)}, each at most once");
        return names;
    }
}
