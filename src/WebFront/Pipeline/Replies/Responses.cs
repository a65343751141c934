using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Contacts.WebFront.Pipeline.Json;

namespace Contacts.WebFront.Pipeline.Replies;

/// <summary>Writes answers: JSON with its length, never cached.</summary>
internal static class Responses
{
    private const string JsonType = "application/json; charset=utf-8";
    private static readonly FailureJson _failures = new(ApiJson.Configure(new JsonSerializerOptions()));
    private static readonly byte[] _success = "{\"success\":true}"u8.ToArray();

    private static readonly byte[] _failed = "{\"success\":false}"u8.ToArray();

    // Rendered once: a flood of refusals must stay cheap.
    private static readonly byte[][] _tooMany = InBothDialects(Failure.TooManyRequests);
    private static readonly byte[][] _unavailable = InBothDialects(Failure.Unavailable);

    /// <summary>200 and `{"success":true}`.</summary>
    public static Task SuccessAsync(HttpContext http) => WriteAsync(http, StatusCodes.Status200OK, _success);

    /// <summary>What is left of an answer that an erasure has emptied: whether the request succeeded.</summary>
    public static ReadOnlyMemory<byte> Erased(int status) => status < StatusCodes.Status400BadRequest ? _success : _failed;

    public static Task JsonAsync<T>(HttpContext http, int status, T value, JsonTypeInfo<T> type) =>
        WriteAsync(http, status, JsonSerializer.SerializeToUtf8Bytes(value, type));

    /// <summary>An answer as CSV where the caller asks for that, else as JSON.</summary>
    public static Task TableAsync<T>(HttpContext http, int status, ICsvAnswer table, T value, JsonTypeInfo<T> type)
    {
        http.Response.Headers.Vary = "Accept";
        return Csv.IsWanted(http.Request)
            ? WriteAsync(http, status, Csv.Write(table), $"{Csv.Type}; charset=utf-8")
            : JsonAsync(http, status, value, type);
    }

    /// <summary>304: what the caller has is still so.</summary>
    public static Task NotModified(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status304NotModified;
        http.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    /// <summary>A failure in a dialect.</summary>
    public static Task FailureAsync(HttpContext http, Dialect dialect, Failure failure)
    {
        if (failure.Status == StatusCodes.Status503ServiceUnavailable)
            http.Response.Headers.RetryAfter = "2";
        if (failure.Status == StatusCodes.Status401Unauthorized)
            http.Response.Headers.WWWAuthenticate = "Bearer";

        if (ReferenceEquals(failure, Failure.TooManyRequests))
            return WriteAsync(http, failure.Status, _tooMany[(int)dialect]);
        if (ReferenceEquals(failure, Failure.Unavailable))
            return WriteAsync(http, failure.Status, _unavailable[(int)dialect]);
        return WriteAsync(http, failure.Status, Render(dialect, failure));
    }

    /// <summary>A text as it stands, JSON unless said.</summary>
    public static Task WriteAsync(HttpContext http, int status, ReadOnlyMemory<byte> body, string type = JsonType)
    {
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = type;
        response.ContentLength = body.Length;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        if (http.Request.IsHttps)
            response.Headers.StrictTransportSecurity = "max-age=31536000";
        var written = response.BodyWriter.WriteAsync(body);
        return written.IsCompletedSuccessfully ? Task.CompletedTask : written.AsTask();
    }

    /// <summary>A failure's answer as the description shows it.</summary>
    public static JsonNode ToJson(Dialect dialect, Failure failure) => JsonNode.Parse(Render(dialect, failure))!;

    private static byte[][] InBothDialects(Failure failure) => [Render(Dialect.Coded, failure), Render(Dialect.Plain, failure)];

    private static byte[] Render(Dialect dialect, Failure failure) => dialect == Dialect.Plain
        ? JsonSerializer.SerializeToUtf8Bytes(PlainFailure.Of(failure), _failures.PlainFailure)
        : JsonSerializer.SerializeToUtf8Bytes(CodedFailure.Of(failure), _failures.CodedFailure);
}

/// <summary>A failure in the plain dialect.</summary>
/// <param name="Success">Always false here.</param>
/// <param name="Error">What is wrong, as one sentence.</param>
/// <param name="Ids">Of the contacts in question, where there are several.</param>
internal sealed record PlainFailure(
    bool Success, string Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImmutableArray<long>? Ids = null)
{
    public static PlainFailure Of(Failure failure) => new(false, failure.Plain, failure.Candidates);
}

/// <summary>A failure in the coded dialect.</summary>
/// <param name="Success">Always false here.</param>
/// <param name="Error">What is wrong.</param>
internal sealed record CodedFailure(bool Success, CodedError Error)
{
    public static CodedFailure Of(Failure failure) =>
        new(false, new(failure.Code, failure.Message, failure.Description, failure.ContactId));
}

/// <summary>What is wrong, for programs and for people.</summary>
/// <param name="Code">For programs.</param>
/// <param name="Message">For people.</param>
/// <param name="Description">What to do about it.</param>
/// <param name="ContactId">External id of the contact in the way, where there is one.</param>
internal sealed record CodedError(
    string Code, string Message, string Description,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? ContactId = null);

[JsonSerializable(typeof(PlainFailure))]
[JsonSerializable(typeof(CodedFailure))]
internal sealed partial class FailureJson : JsonSerializerContext;
