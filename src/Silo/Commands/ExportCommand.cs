using System.CommandLine;
using Microsoft.AspNetCore.Http.Extensions;

namespace Contacts.Silo.Commands;

/// <summary>
/// Fetches the contacts of an organisation as a file. One that broke off is deleted: nobody is to take a part for the whole.
/// </summary>
internal static class ExportCommand
{
    private const int BufferBytes = 128 * 1024;

    // As the queries of GET /bff/contact/list and export name them.
    private static readonly (string Query, Option<string?> Option)[] _filters =
    [
        ("filterFulltextQuery", new("--search") { Description = "Part of a name, company, e-mail or phone." }),
        ("tagFilter", new("--groups") { Description = "Names of groups, with commas between them." }),
        ("consent", new("--consent") { Description = "The consent of the address, such as confirmed." }),
        ("source", new("--source") { Description = "Where the first sign-up came from." }),
        ("attribute", new("--attribute") { Description = "An attribute of the contact and its value, such as plan:pro." }),
        ("country", new("--country") { Description = "The country of the phone number, such as CZ." }),
        ("createdFrom", new("--created-from") { Description = "A date or an instant." }),
        ("createdTo", new("--created-to") { Description = "A date or an instant, not included." }),
    ];

    private static readonly Option<string?> _fields = new("--fields")
    {
        Description = "Columns, with commas between them; all unless given.",
    };

    private static readonly Option<string> _format = new Option<string>("--format")
    {
        Description = "csv or ndjson.", DefaultValueFactory = _ => "csv",
    }.OneOf("csv", "ndjson");

    private static readonly Option<bool> _mark = new("--bom") { Description = "Begins with a byte order mark, for spreadsheets." };
    private static readonly Option<bool> _raw = new("--raw-formulas")
    {
        Description = "Leaves what a spreadsheet takes for formulas as it is.",
    };

    private static readonly Option<FileInfo?> _output = new("--output") { Description = "File to write; standard output unless given." };

    public static Command Create(ServiceAccess access)
    {
        var command = new Command("export", "Export contacts to a file or standard output.") { _output, _fields, _format, _mark, _raw };
        foreach (var (_, option) in _filters) command.Options.Add(option);
        access.Handle(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, ServiceClient client, CancellationToken cancellationToken)
    {
        var found = await client.GetAsync($"/bff/contact/list{FiltersOf(parsed, new() { { "limit", "1" } })}", cancellationToken);
        using var response = await client.OpenAsync($"/bff/contact/export{QueryOf(parsed)}", cancellationToken);
        await using var contacts = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var progress = new ProgressLine("Export", (long)found["total"]!, ProgressUnit.Contacts, ProgressScreen.OfErrors);
        var rows = new ExportedRows(isCsv: parsed.GetRequiredValue(_format) == "csv");
        await WriteAsync(parsed.GetValue(_output), output => CopyAsync(contacts, output, rows, progress, cancellationToken));
        return 0;
    }

    private static async Task WriteAsync(FileInfo? file, Func<Stream, Task> copy)
    {
        await using var output = file?.Create() ?? Console.OpenStandardOutput();
        try
        {
            await copy(output);
        }
        catch
        {
            file?.Delete();
            throw;
        }
    }

    private static async Task CopyAsync(
        Stream input, Stream output, ExportedRows rows, ProgressLine progress, CancellationToken cancellationToken)
    {
        var buffer = new byte[BufferBytes];
        while (await input.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            await output.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            rows.Take(buffer.AsSpan(0, count));
            progress.Show(rows.Count);
        }
    }

    private static QueryString QueryOf(ParseResult parsed)
    {
        var query = new QueryBuilder { { "format", parsed.GetRequiredValue(_format) } };
        if (parsed.GetValue(_fields) is { } fields) query.Add("fields", fields);
        if (parsed.GetValue(_mark)) query.Add("bom", "true");
        if (parsed.GetValue(_raw)) query.Add("formulas", "raw");
        return FiltersOf(parsed, query);
    }

    private static QueryString FiltersOf(ParseResult parsed, QueryBuilder query)
    {
        foreach (var (name, option) in _filters)
            if (parsed.GetValue(option) is { } value) query.Add(name, value);
        return query.ToQueryString();
    }
}
