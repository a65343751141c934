using System.ComponentModel.DataAnnotations;
using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.Core.Imports;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Description;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Imports;

/// <summary>Ends an import, or takes back what it has written.</summary>
internal static class ChangeImport
{
    /// <summary>The most characters of a reason.</summary>
    public const int ReasonLimit = 500;

    /// <summary>Cancel an import</summary>
    /// <remarks>Rows that are done stay done. The state is `cancelling` for a moment, then `cancelled`.</remarks>
    [Parameter<string>("jobId", "From the answer to the import.", "3fa85f6457174562")]
    public static async Task<Reply<ImportChangedAnswer>> CancelAsync(ApiCall call, CancelImportBody body)
    {
        if (ImportStatus.ImportOf(call) is not { } import) return Failure.ImportNotFound;
        if (call.Effect is not null) return new ImportChangedAnswer();
        return await import.CancelAsync(call.Trail, CancellationToken.None) switch
        {
            ImportOutcome.Done => new ImportChangedAnswer(),
            ImportOutcome.NotFound => Failure.ImportNotFound,
            _ => Failure.ImportEnded,
        };
    }

    /// <summary>Undo an import</summary>
    /// <remarks>
    /// A job in the background. Contacts that the import made and nobody touched since are removed; those that it changed get their old
    /// values back where they are still the import's; everything else is kept. No consent is given again.
    /// </remarks>
    [Parameter<string>("jobId", "From the answer to the import.", "3fa85f6457174562")]
    public static async Task<Reply<ImportChangedAnswer>> UndoAsync(ApiCall call, UndoImportBody body)
    {
        if (ImportStatus.ImportOf(call) is not { } import) return Failure.ImportNotFound;
        var (reason, problem) = ReadReason(body.Reason);
        if (problem is not null) return problem;
        if (call.Effect is not null) return new ImportChangedAnswer();
        return await import.UndoAsync(call.Caller.Actor, reason!, call.Trail, CancellationToken.None) switch
        {
            ImportOutcome.Done => new ImportChangedAnswer(),
            ImportOutcome.NotFound => Failure.ImportNotFound,
            _ => Failure.ImportStays,
        };
    }

    /// <summary>A cleaned reason, or what is wrong with it.</summary>
    public static (string? Reason, Failure? Problem) ReadReason(string? text)
    {
        var input = new ContactInput(new());
        var reason = input.Text(text, ReasonLimit, InputField.Reason);
        if (input.Problem is { } problem) return (null, Failures.Of(problem, Dialect.Coded));
        return reason is null ? (null, Failure.Required("reason")) : (reason, null);
    }
}

/// <summary>Needs nothing.</summary>
internal sealed record CancelImportBody
{
    /// <summary>The API key, where neither the query nor the header has it.</summary>
    public string? ApiKey { get; set; }
}

/// <summary>An import to undo.</summary>
internal sealed record UndoImportBody
{
    /// <summary>Kept in the histories of the contacts.</summary><example>The wrong file</example>
    [Required, MaxLength(ChangeImport.ReasonLimit)] public string? Reason { get; set; }
}

/// <summary>It is being done.</summary>
internal sealed record ImportChangedAnswer : Accepted;
