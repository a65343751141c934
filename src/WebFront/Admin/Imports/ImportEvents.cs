using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Contacts.Core.Imports;
using Contacts.Grains.Abstractions.Imports;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Description;
using Contacts.WebFront.Pipeline.Json;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Imports;

/// <summary>The progress of an import as server-sent events: the job whenever it has changed, and at last as it ended.</summary>
internal static class ImportEvents
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(500);
    private static readonly ImportJson _json = new(ApiJson.Configure(new JsonSerializerOptions()));

    /// <summary>Progress of an import as events</summary>
    /// <remarks>
    /// `progress` events have the job, without its errors, as their data, whenever it has changed; the last one is `end`. Then the stream
    /// ends.
    /// </remarks>
    [Parameter<string>("jobId", "From the answer to the import.", "3fa85f6457174562")]
    public static async Task<Failure?> HandleAsync(ApiCall call)
    {
        var import = ImportStatus.ImportOf(call);
        var report = import is null ? null : await import.GetProgressAsync(call.Aborted);
        if (report is null) return Failure.ImportNotFound;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            call.Aborted, call.Http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping);
        var time = call.Http.RequestServices.GetRequiredService<TimeProvider>();
        try
        {
            await TypedResults.ServerSentEvents(FollowAsync(import!, report, time, end.Token)).ExecuteAsync(call.Http);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The caller hung up, or the process stops.
        }
        return null;
    }

    private static async IAsyncEnumerable<SseItem<string>> FollowAsync(
        IImportGrain import, ImportReport report, TimeProvider time, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_pause, time);
        var said = "";
        while (true)
        {
            var job = JsonSerializer.Serialize(new ListedImport(report), _json.ListedImport);
            if (job != said) yield return new(job, report.IsOpen ? "progress" : "end");
            said = job;
            if (!report.IsOpen || !await timer.WaitForNextTickAsync(cancellationToken)) yield break;
            report = await import.GetProgressAsync(cancellationToken) ?? report;
        }
    }
}
