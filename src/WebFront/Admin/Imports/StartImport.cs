using System.Buffers.Binary;
using System.Security.Cryptography;
using Contacts.Core.Imports;
using Contacts.WebFront.Errors;
using Contacts.WebFront.OpenApi;
using Contacts.WebFront.Requests;
using Microsoft.AspNetCore.Http.Features;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Admin.Imports;

/// <summary>POST /bff/contact/import: takes a file as it comes and answers once it is stored and a job.</summary>
internal static class StartImport
{
    public static async Task HandleAsync(ApiCall call, RunOnce once)
    {
        var limit = call.Http.RequestServices.GetRequiredService<ImportLimit>().Bytes;
        LiftServerLimit(call.Http);
        var failure = call.Http.Request.ContentLength > limit && !IsForm(call.Http.Request) ? Failure.TooLarge : null;
        var (options, problem) = Options(call.Http.Request.Query);
        failure ??= problem is null ? null : Failure.Validation.Saying(problem);
        if (failure is null) failure = await UploadAsync(call, options, limit, once);
        if (failure is not null) await call.FailAsync(failure);
    }

    private static async Task<Failure?> UploadAsync(ApiCall call, ImportRequest options, long limit, RunOnce once)
    {
        var (file, failure) = await ImportFile.FindAsync(call.Http.Request, call.Aborted);
        if (failure is not null) return failure;
        var request = options with { Format = file.Format, Actor = call.Caller.Actor };
        var id = NewId();
        var grain = call.Import(id);
        if (await grain.BeginAsync(request, CancellationToken.None) is { } refused) return FieldNames.ToFailure(refused, call.Dialect);

        await using var upload = new ImportUpload(grain, limit);
        if (!await upload.ReadAsync(file.Stream, call.Aborted)) return Failure.TooLarge;
        if (await file.CheckRestAsync(call.Aborted) is { } rest) return rest;
        await once(upload.HashWith(request), async run =>
        {
            if (run.Effect is null) await grain.SubmitAsync(run.Stamp, CancellationToken.None);
            upload.Submitted = run.Effect is null;
            await AnswerAsync(run, run.Effect?.Id ?? id);
        });
        return null;
    }

    private static Task AnswerAsync(ApiCall call, long id) => Answers.SuccessAsync(
        call.Http, ImportId.Text(id), static (json, id) => json.WriteString("jobId"u8, id), StatusCodes.Status202Accepted);

    private static bool IsForm(HttpRequest request) => BodyType.Of(request.ContentType) == ImportFile.FormType;

    private static void LiftServerLimit(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server) server.MaxRequestBodySize = null;
    }

    private static (ImportRequest Options, string? Problem) Options(IQueryCollection query)
    {
        var values = new QueryValues(query);
        var request = new ImportRequest
        {
            Format = default, Actor = "", Source = values.Text("source"), DryRun = values.Flag("dryRun") ?? false,
            Delimiter = Delimiter(query, ref values),
        };
        return (request, values.Problem);
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

    private static long NewId() => Math.Max(1, BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(8)) & long.MaxValue);

    public static readonly RouteDoc Doc = new(
        "Admin: contacts", "Import contacts",
        "CSV whose first line names the columns, or JSON lines: email or phone, firstName, lastName, company, groups, emailSubscribed, "
        + "smsSubscribed, source. Answered once the file is stored; the job runs in the background.")
    {
        Query =
        [
            Text("source", "Source of rows that name none; `import` unless given.", "fair 2026"),
            Flag("dryRun", "Checks and counts only; writes nothing.", false),
            Text("delimiter", "Between the fields of CSV: `,`, `;` or `tab`; unless given that which the first line has most of.", ";"),
        ],
        Upload = ImportFile.Types,
        Status = StatusCodes.Status202Accepted,
        Answer = [Text("jobId", "To ask for the job.", "3fa85f6457174562")],
    };
}
