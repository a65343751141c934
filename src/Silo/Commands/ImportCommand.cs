using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Extensions;

namespace Contacts.Silo.Commands;

/// <summary>Sends a file as an import, and follows the job to its end.</summary>
internal static class ImportCommand
{
    private const int ErrorsShown = 10;

    private static readonly TimeSpan _betweenLooks = TimeSpan.FromMilliseconds(500);

    // As the query of POST /bff/contact/import names them.
    private static readonly Option<string?>[] _texts =
    [
        new("--source") { Description = "Source of rows that name none." },
        new("--charset") { Description = "utf-8, utf-16, windows-1250 or windows-1252." },
        new("--delimiter") { Description = "Between the fields of CSV: a comma, a semicolon or tab." },
        new("--match") { Description = "How rows find their contact: email, phone or external_id." },
        new("--mapping") { Description = """Fields of columns, such as {"E-Mail": "email"}.""" },
    ];

    private static readonly Option<bool> _lenient = new("--lenient")
    {
        Description = "A wrong phone number beside a good address costs the number, not the row.",
    };

    private static readonly Option<bool> _dryRun = new("--dry-run") { Description = "Checks and counts only; writes nothing." };
    private static readonly Option<bool> _strict = new("--strict") { Description = "Refused rows are a failure: exit code 1." };

    private static readonly Argument<FileInfo> _file = new Argument<FileInfo>("file")
    {
        Description = "CSV, or JSON lines where it ends in .jsonl or .ndjson.",
    }.AcceptExistingOnly();

    public static Command Create(ServiceAccess access)
    {
        var command = new Command("import", "Import contacts from a file.") { _file, _lenient, _dryRun, _strict };
        foreach (var text in _texts) command.Options.Add(text);
        access.Handle(command, RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, ServiceClient client, CancellationToken cancellationToken)
    {
        var id = await UploadAsync(parsed, client, cancellationToken);
        var job = await FollowAsync(client, id, cancellationToken);
        Console.WriteLine(Summary(job));
        if ((string?)job["state"] != "done") throw new CommandException($"Import {id} is {job["state"]}. {job["message"]}");
        if ((long)job["failed"]! == 0) return 0;
        await Console.Error.WriteLineAsync($"Refused rows: {job["failed"]}{FirstErrors(job)}");
        return parsed.GetValue(_strict) ? 1 : 0;
    }

    private static async Task<string> UploadAsync(ParseResult parsed, ServiceClient client, CancellationToken cancellationToken)
    {
        var file = parsed.GetRequiredValue(_file);
        await using var stream = file.OpenRead();
        using var progress = new ProgressLine("Upload", stream.Length);
        using var content = new StreamContent(new CountedStream(stream, sent => progress.Show(sent)));
        content.Headers.ContentType = new MediaTypeHeaderValue(
            file.Extension.ToLowerInvariant() is ".jsonl" or ".ndjson" ? "application/x-ndjson" : "text/csv");
        var started = await client.PostAsync($"/bff/contact/import{QueryOf(parsed)}", content, cancellationToken);
        return (string)started["jobId"]!;
    }

    private static QueryString QueryOf(ParseResult parsed)
    {
        var query = new QueryBuilder();
        foreach (var option in _texts)
            if (parsed.GetValue(option) is { } value) query.Add(option.Name.TrimStart('-'), value);
        if (parsed.GetValue(_lenient)) query.Add("lenient", "true");
        if (parsed.GetValue(_dryRun)) query.Add("dryRun", "true");
        return query.ToQueryString();
    }

    private static async Task<JsonNode> FollowAsync(ServiceClient client, string id, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_betweenLooks);
        var clock = Stopwatch.StartNew();
        ProgressLine? progress = null;
        try
        {
            while (true)
            {
                var job = (await client.GetAsync($"/bff/contact/import/{id}", cancellationToken))["job"]!;
                progress ??= new ProgressLine("Import", (long)job["bytes"]!);
                progress.Show((long)job["processedBytes"]!, RowsOf(job, clock.Elapsed));
                if (job["finishedAt"] is not null) return job;
                await timer.WaitForNextTickAsync(cancellationToken);
            }
        }
        finally
        {
            progress?.Dispose();
        }
    }

    private static string RowsOf(JsonNode job, TimeSpan elapsed)
    {
        var rows = (long)job["rows"]!;
        return string.Create(CultureInfo.InvariantCulture, $"{rows:N0} rows, {rows / Math.Max(elapsed.TotalSeconds, 0.001):N0} a second");
    }

    private static string Summary(JsonNode job) =>
        $"{job["rows"]} rows: {job["created"]} created, {job["updated"]} updated, {job["unchanged"]} unchanged, {job["failed"]} refused";

    private static string FirstErrors(JsonNode job) => string.Concat((job["errors"]?.AsArray() ?? []).Take(ErrorsShown).Select(
        error => $"\n  line {error!["line"]}: {error["field"]} {error["message"]}"));
}
