using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Contacts.Core.Imports;
using Contacts.WebFront.Pipeline;
using Contacts.WebFront.Pipeline.Bodies;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Description;
using Contacts.WebFront.Pipeline.Replies;
using Microsoft.AspNetCore.Http.Features;

namespace Contacts.WebFront.Admin.Imports;

/// <summary>Takes a file as it comes and answers once it is stored and a job.</summary>
internal static class StartImport
{
    /// <summary>Import contacts</summary>
    /// <remarks>
    /// CSV whose first line names the columns, or JSON lines: email or phone, firstName, lastName, company, groups, emailSubscribed,
    /// smsSubscribed, source. Answered once the file is stored; the job runs in the background.
    /// </remarks>
    [Parameter<string>("source", "Source of rows that name none; `import` unless given.", "fair 2026")]
    [Parameter<bool>("dryRun", "Checks and counts only; writes nothing.", false)]
    [Parameter<string>(
        "delimiter", "Between the fields of CSV: `,`, `;` or `tab`; by default the one with the most columns in the first line.", ";")]
    [Parameter<string>(
        "charset", "Of the file: `utf-8`, `utf-16`, `windows-1250` or `windows-1252`; UTF-16 is known by its mark.", "utf-8")]
    [Parameter<bool>("lenient", "A wrong phone number beside a good address costs the number, not the row.", false)]
    public static async Task<Failure?> HandleAsync(ApiCall call, RunOnce<ImportStartedAnswer> once)
    {
        var limit = call.Http.RequestServices.GetRequiredService<ImportLimit>().Bytes;
        LiftServerLimit(call.Http);
        if (call.Http.Request.ContentLength > limit && !IsForm(call.Http.Request))
            return Failure.TooLarge;
        var (options, problem) = Read(call.Http.Request.Query);
        return problem ?? await UploadAsync(call, options, limit, once);
    }

    private static async Task<Failure?> UploadAsync(ApiCall call, Options options, long limit, RunOnce<ImportStartedAnswer> once)
    {
        var (file, failure) = await ImportFile.FindAsync(call.Http.Request, call.Aborted);
        if (failure is not null) return failure;
        var request = options.Request with { Format = file.Format, Actor = call.Caller.Actor };
        var id = NewId();
        var grain = call.Import(id);
        var beginning = await grain.BeginAsync(request, CancellationToken.None);
        if (beginning.IsOverQuota) return Failure.ImportsWaiting;
        if (beginning.Problem is { } refused) return Failures.Of(refused, call.Dialect);

        await using var upload = new ImportUpload(grain, limit);
        if (await upload.ReadAsync(file.Stream, options.Encoding, call.Aborted) is { } unread) return unread;
        if (await file.CheckRestAsync(call.Aborted) is { } rest) return rest;
        await once(upload.HashWith(request), async run =>
        {
            if (run.Effect is null) await grain.SubmitAsync(run.Trail, CancellationToken.None);
            upload.Submitted = run.Effect is null;
            return new ImportStartedAnswer { JobId = ImportId.Text(run.Effect?.Id ?? id) };
        });
        return null;
    }

    private static bool IsForm(HttpRequest request) => BodyType.Of(request.ContentType) == ImportFile.FormType;

    private static void LiftServerLimit(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server) server.MaxRequestBodySize = null;
    }

    private static (Options Options, Failure? Problem) Read(IQueryCollection query)
    {
        var values = new QueryValues(query);
        var request = new ImportRequest
        {
            Format = default, Actor = "", Source = values.Text("source"), DryRun = values.Boolean("dryRun") ?? false,
            Delimiter = Delimiter(query, ref values), Lenient = values.Boolean("lenient") ?? false,
        };
        return (new(request, FileEncoding.Of(values.Text("charset"), ref values)), values.Problem);
    }

    private static char? Delimiter(IQueryCollection query, ref QueryValues values)
    {
        if (query["delimiter"] is not [{ Length: > 0 } text, ..]) return null;
        switch (text)
        {
            case "," or "comma": return ',';
            case ";" or "semicolon": return ';';
            case "\t" or "tab": return '\t';
            default:
                values.Refuse("delimiter", "must be a comma, a semicolon or a tab");
                return null;
        }
    }

    /// <summary>What the query asks for.</summary>
    private sealed record Options(ImportRequest Request, Encoding Encoding);

    private static long NewId() => Math.Max(1, BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(8)) & long.MaxValue);
}

/// <summary>An import that was taken.</summary>
internal sealed record ImportStartedAnswer : Accepted
{
    /// <summary>To ask for the job.</summary><example>3fa85f6457174562</example>
    public required string JobId { get; init; }
}
