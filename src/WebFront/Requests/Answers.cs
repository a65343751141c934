using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Contacts.WebFront.Errors;

namespace Contacts.WebFront.Requests;

/// <summary>Writes answers: JSON with its length, never cached.</summary>
internal static class Answers
{
    private const string JsonType = "application/json; charset=utf-8";
    private static readonly byte[] _success = "{\"success\":true}"u8.ToArray();

    // Nothing here is ever put into HTML; names like Barášek stay readable.
    private static readonly JsonWriterOptions _writing =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    // A flood of refusals must not cost what a request costs.
    private static readonly Refusal _tooMany = new(Failure.TooManyRequests);
    private static readonly Refusal _unavailable = new(Failure.Unavailable);

    /// <summary>200 and `{"success":true}`.</summary>
    public static Task SuccessAsync(HttpContext http) => WriteAsync(http, StatusCodes.Status200OK, _success);

    /// <summary>A JSON object, of which <paramref name="write"/> writes the fields; nothing is sent where it throws.</summary>
    public static Task JsonAsync<T>(HttpContext http, int status, T state, Action<Utf8JsonWriter, T> write) =>
        WriteAsync(http, status, Render(state, write));

    private static ReadOnlyMemory<byte> Render<T>(T state, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer, _writing))
        {
            json.WriteStartObject();
            write(json, state);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    /// <summary>200 and a JSON object that begins with `"success":true`.</summary>
    public static Task SuccessAsync<T>(HttpContext http, T state, Action<Utf8JsonWriter, T> write, int status = StatusCodes.Status200OK) =>
        JsonAsync(http, status, (state, write), static (json, it) =>
        {
            json.WriteBoolean("success"u8, true);
            it.write(json, it.state);
        });

    /// <summary>A failure in a dialect. <paramref name="contactId"/> names the contact in the way, in the coded dialect only.</summary>
    public static Task FailureAsync(HttpContext http, Dialect dialect, Failure failure, string? contactId = null)
    {
        if (failure.Status == StatusCodes.Status503ServiceUnavailable)
            http.Response.Headers.RetryAfter = "2";
        if (failure.Status == StatusCodes.Status401Unauthorized)
            http.Response.Headers.WWWAuthenticate = "Bearer";

        if (ReferenceEquals(failure, Failure.TooManyRequests))
            return WriteAsync(http, failure.Status, _tooMany.In(dialect));
        if (ReferenceEquals(failure, Failure.Unavailable))
            return WriteAsync(http, failure.Status, _unavailable.In(dialect));
        return JsonAsync(http, failure.Status, (dialect, failure, contactId), WriteFailure);
    }

    private static void WriteFailure(Utf8JsonWriter json, (Dialect Dialect, Failure Failure, string? ContactId) it)
    {
        json.WriteBoolean("success"u8, false);
        if (it.Dialect == Dialect.Plain)
            json.WriteString("error"u8, it.Failure.Plain);
        else
            WriteCoded(json, it.Failure, it.ContactId);
    }

    private static void WriteCoded(Utf8JsonWriter json, Failure failure, string? contactId)
    {
        json.WriteStartObject("error"u8);
        json.WriteString("code"u8, failure.Code);
        json.WriteString("message"u8, failure.Message);
        json.WriteString("description"u8, failure.Description);
        if (contactId is not null)
            json.WriteString("contactId"u8, contactId);
        json.WriteEndObject();
    }

    /// <summary>A JSON text as it stands.</summary>
    public static Task WriteAsync(HttpContext http, int status, ReadOnlyMemory<byte> body)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = JsonType;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        if (http.Request.IsHttps) // A proxy that ends TLS says it itself.
            response.Headers.StrictTransportSecurity = "max-age=31536000";
        var written = response.BodyWriter.WriteAsync(body);
        return written.IsCompletedSuccessfully ? Task.CompletedTask : written.AsTask();
    }

    /// <summary>A failure's answers, rendered once.</summary>
    private sealed class Refusal(Failure failure)
    {
        private readonly byte[] _coded = Rendered(Dialect.Coded, failure);
        private readonly byte[] _plain = Rendered(Dialect.Plain, failure);

        public byte[] In(Dialect dialect) => dialect == Dialect.Plain ? _plain : _coded;

        private static byte[] Rendered(Dialect dialect, Failure failure) =>
            Render<(Dialect, Failure, string?)>((dialect, failure, null), WriteFailure).ToArray();
    }
}
