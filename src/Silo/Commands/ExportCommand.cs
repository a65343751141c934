using System.CommandLine;
using Microsoft.AspNetCore.Http.Extensions;

namespace Contacts.Silo.Commands;

/// <summary>
/// Fetches the contacts of an organisation as a file. One that broke off is deleted: nobody is to take a part for the whole.
/// </summary>
internal static class ExportCommand
{
    private const int BufferBytes = 128 * 1024;

    // As the query of GET /bff/contact/export names them.
    private static readonly (string Query, Option<string?> Option)[] _texts =
    [
        ("fields", new("--fields") { Description = "Columns, with commas between them; all unless given." }),
        ("filterFulltextQuery", new("--search") { Description = "Part of a name, company, e-mail or phone." }),
        ("tagFilter", new("--groups") { Description = "Names of groups, with commas between them." }),
        ("consent", new("--consent") { Description = "The consent of the address, such as confirmed." }),
        ("source", new("--source") { Description = "Where the first sign-up came from." }),
        ("attribute", new("--attribute") { Description = "An attribute of the contact and its value, such as plan:pro." }),
        ("country", new("--country") { Description = "The country of the phone number, such as CZ." }),
        ("createdFrom", new("--created-from") { Description = "A date or an instant." }),
        ("createdTo", new("--created-to") { Description = "A date or an instant, not included." }),
    ];

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
        var command = new Command("export", "Export contacts to a file or standard output.") { _output, _format, _mark, _raw };
        foreach (var (_, option) in _texts) command.Options.Add(option);
        access.Handle(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, ServiceClient client, CancellationToken cancellationToken)
    {
        using var response = await client.OpenAsync($"/bff/contact/export{QueryOf(parsed)}", cancellationToken);
        await using var contacts = await response.Content.ReadAsStreamAsync(cancellationToken);
        if (parsed.GetValue(_output) is { } file)
        {
            await WriteAsync(contacts, file, cancellationToken);
            return 0;
        }
        await using var output = Console.OpenStandardOutput();
        await CopyAsync(contacts, output, cancellationToken);
        return 0;
    }

    private static async Task WriteAsync(Stream contacts, FileInfo file, CancellationToken cancellationToken)
    {
        await using var output = file.Create();
        try
        {
            await CopyAsync(contacts, output, cancellationToken);
        }
        catch
        {
            file.Delete();
            throw;
        }
    }

    private static async Task CopyAsync(Stream input, Stream output, CancellationToken cancellationToken)
    {
        using var progress = new ProgressLine("Export", null);
        var (buffer, done) = (new byte[BufferBytes], 0L);
        while (await input.ReadAsync(buffer, cancellationToken) is > 0 and var count)
        {
            await output.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
            progress.Show(done += count);
        }
    }

    private static QueryString QueryOf(ParseResult parsed)
    {
        var query = new QueryBuilder { { "format", parsed.GetRequiredValue(_format) } };
        foreach (var (name, option) in _texts)
            if (parsed.GetValue(option) is { } value) query.Add(name, value);
        if (parsed.GetValue(_mark)) query.Add("bom", "true");
        if (parsed.GetValue(_raw)) query.Add("formulas", "raw");
        return query.ToQueryString();
    }
}
