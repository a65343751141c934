using System.Globalization;
using Contacts.Core.Exports;
using Contacts.Grains.Abstractions.Exports;
using Contacts.WebFront.Pipeline.Replies;
using Orleans.Runtime;

namespace Contacts.WebFront.Admin.Exports;

/// <summary>Sends the file of an export as it is made.</summary>
internal static class ExportDownload
{
    public const string NdjsonType = "application/x-ndjson";

    private const int PiecesAtOnce = 4;

    /// <summary>
    /// What stands in the way; null once all was sent. Whatever goes wrong in the middle is thrown: the connection is broken off then, so
    /// that nobody takes a part for the whole.
    /// </summary>
    public static async Task<Failure?> SendAsync(HttpContext http, IContactExportGrain exports, ExportRequest request)
    {
        var body = new TrailedBody(http, "X-Export-Rows");
        var pieces = exports.ReadAsync(request, http.RequestAborted).WithBatchSize(PiecesAtOnce);
        await foreach (var piece in pieces.WithCancellation(http.RequestAborted))
        {
            if (piece.IsRefused) return Failure.ExportsUnderWay;
            if (!http.Response.HasStarted) Begin(http, request.Format, body);
            await body.WriteAsync(piece.Bytes.AsMemory(), http.RequestAborted);
            if (piece.Rows is { } rows) await body.EndAsync(rows, http.RequestAborted);
        }
        return null;
    }

    private static void Begin(HttpContext http, ExportFormat format, TrailedBody body)
    {
        var (type, extension) = format == ExportFormat.Csv ? ($"{Csv.Type}; charset=utf-8; header=present", "csv") : (NdjsonType, "ndjson");
        var now = http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var headers = http.Response.Headers;
        http.Response.ContentType = type;
        headers.ContentDisposition = string.Create(
            CultureInfo.InvariantCulture, $"attachment; filename=\"contacts-{now.UtcDateTime:yyyy-MM-dd}.{extension}\"");
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";
        body.Declare();
    }
}
