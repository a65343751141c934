using Contacts.Core.Imports;
using Contacts.WebFront.Pipeline;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Description;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Imports;

/// <summary>Takes a file as it comes and answers once it is stored and a job.</summary>
internal static class StartImport
{
    /// <summary>Import contacts</summary>
    /// <remarks>
    /// CSV whose first line names the columns, or JSON lines: email or phone, firstName, lastName, company, groups, emailSubscribed,
    /// smsSubscribed, source, externalId, attributes (a JSON object). Answered once the file is stored; the job runs in the background.
    /// </remarks>
    [Parameter<string>("source", "Source of rows that name none; `import` unless given.", "fair 2026")]
    [Parameter<bool>("dryRun", "Checks and counts only; writes nothing.", false)]
    [Parameter<string>(
        "delimiter", "Between the fields of CSV: `,`, `;` or `tab`; by default the one with the most columns in the first line.", ";")]
    [Parameter<string>(
        "charset", "Of the file: `utf-8`, `utf-16`, `windows-1250` or `windows-1252`; UTF-16 is known by its mark.", "utf-8")]
    [Parameter<bool>(
        "lenient", "Of values that are wrong or too long, address aside, the row is imported without them or with their beginning.", false)]
    [Parameter<string>(
        "match",
        "How rows find their contacts: by `email`, those without by the number of a contact that has none either; "
            + "by `phone`; or by `external_id`.",
        "email")]
    [Parameter<string>(
        "mapping", "JSON: fields of columns by their names, before what the names say; `\"\"` leaves a column out.",
        """{"Handy": "phone"}""")]
    public static Task<Failure?> HandleAsync(ApiCall call, RunOnce<ImportStartedAnswer> once) =>
        ImportIntake.TakeAsync(call.Http, call.Caller.Actor, call.Import, stored => once(stored.Hash, async run =>
        {
            if (run.Effect is null) await stored.Grain.SubmitAsync(run.Trail, CancellationToken.None);
            stored.Upload.Submitted = run.Effect is null;
            return new ImportStartedAnswer { JobId = ImportId.Text(run.Effect?.Id ?? stored.Id) };
        }));
}

/// <summary>An import that was taken.</summary>
internal sealed record ImportStartedAnswer : Accepted
{
    /// <summary>To ask for the job.</summary><example>3fa85f6457174562</example>
    public required string JobId { get; init; }
}
