using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Description;
using Contacts.WebFront.Pipeline.Keys;
using Contacts.WebFront.Pipeline.Replies;
using Microsoft.AspNetCore.Http.Metadata;

namespace Contacts.WebFront.Pipeline;

/// <summary>
/// Maps the routes of one surface. Each is guarded by the surface's key rules, and described by its handler's comments and by the types of
/// its body and answer.
/// </summary>
internal sealed class ApiGroup(IEndpointRouteBuilder routes, Gate gate, JsonSerializerOptions json, Surface surface, string tag = "")
{
    private const string Json = "application/json";

    /// <summary>The same surface with other rules.</summary>
    public ApiGroup With(Func<Surface, Surface> change) => new(routes, gate, json, change(surface), tag);

    /// <summary>The same surface under another heading of the description.</summary>
    public ApiGroup Tagged(string heading) => new(routes, gate, json, surface, heading);

    /// <summary><paramref name="failures"/> are those of the route itself, for its description.</summary>
    public ApiGroup Get<TAnswer>(string path, Func<ApiCall, Task<Reply<TAnswer>>> handler, params Failure[] failures)
        where TAnswer : Answer =>
        Map<TAnswer>(path, [HttpMethods.Get], gate.Guard(surface, Format<TAnswer>(), handler), handler, failures);

    public ApiGroup Post<TBody, TAnswer>(string path, Func<ApiCall, TBody, Task<Reply<TAnswer>>> handler, params Failure[] failures)
        where TBody : class
        where TAnswer : Answer => Send([HttpMethods.Post], path, handler, failures);

    /// <summary>A route whose JSON body says nothing more than the address, and may be absent.</summary>
    public ApiGroup PostAlone<TBody, TAnswer>(string path, Func<ApiCall, TBody, Task<Reply<TAnswer>>> handler, params Failure[] failures)
        where TBody : class
        where TAnswer : Answer
    {
        var route = new BodyRoute<TBody, TAnswer>(Type<TBody>(), Format<TAnswer>(), handler) { MayBeAbsent = true };
        return Map<TAnswer>(
            path, [HttpMethods.Post], gate.Guard(surface, route), handler, failures, new AcceptsMetadata([], typeof(TBody)));
    }

    /// <summary>A route that writes an answer of one of some media types itself, unless it gives back what failed before.</summary>
    public ApiGroup Stream(string path, string[] types, Func<ApiCall, Task<Failure?>> handler, params Failure[] failures) => Map(
        path, [HttpMethods.Get], gate.GuardStream(surface, handler), handler, failures,
        new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(string), types));

    /// <summary>A route with a JSON body under any of several methods.</summary>
    public ApiGroup Send<TBody, TAnswer>(
        string[] methods, string path, Func<ApiCall, TBody, Task<Reply<TAnswer>>> handler, params Failure[] failures)
        where TBody : class
        where TAnswer : Answer
    {
        var guarded = gate.Guard(surface, new BodyRoute<TBody, TAnswer>(Type<TBody>(), Format<TAnswer>(), handler));
        // Without a media type: routing would answer 415 by itself, before the key is looked at.
        return Map<TAnswer>(path, methods, guarded, handler, failures, new AcceptsMetadata([], typeof(TBody)));
    }

    /// <summary>A route that takes a file of one of some types and whose handler reads it itself.</summary>
    public ApiGroup Upload<TAnswer>(
        string path, string[] types, Func<HttpRequest, Failure?> check, Func<ApiCall, RunOnce<TAnswer>, Task<Failure?>> handler)
        where TAnswer : Answer
    {
        var guarded = gate.GuardUpload(surface, Format<TAnswer>(), check, handler);
        return Map<TAnswer>(path, [HttpMethods.Post], guarded, handler, [], new UploadTypes(types));
    }

    private ApiGroup Map<TAnswer>(
        string path, string[] methods, RequestDelegate guarded, Delegate handler, Failure[] failures, params object[] metadata)
        where TAnswer : Answer
    {
        string[] types = typeof(TAnswer).IsAssignableTo(typeof(ICsvAnswer)) ? [Json, Csv.Type] : [Json];
        int[] statuses = typeof(TAnswer).IsAssignableTo(typeof(CreatedOrNot))
            ? [StatusCodes.Status200OK, StatusCodes.Status201Created]
            : [Format<TAnswer>().Status];
        object[] answers = [.. statuses.Select(status => new ProducesResponseTypeMetadata(status, typeof(TAnswer), types))];
        return Map(path, methods, guarded, handler, failures, [.. answers, .. metadata]);
    }

    private ApiGroup Map(
        string path, string[] methods, RequestDelegate guarded, Delegate handler, Failure[] failures, params object[] metadata)
    {
        routes.MapMethods(path, methods, guarded).WithMetadata(
            [handler.Method, surface, new TagsAttribute(tag), new RouteFailures(failures), .. metadata]);
        if (surface.Browsers)
            routes.MapMethods(path, [HttpMethods.Options], BrowserAccess.AnswerPreflight).WithMetadata(BrowserAccess.Preflight);
        return this;
    }

    private AnswerFormat<TAnswer> Format<TAnswer>()
        where TAnswer : Answer => new(Answer.StatusOf(typeof(TAnswer)), Type<TAnswer>());

    private JsonTypeInfo<T> Type<T>() => (JsonTypeInfo<T>)json.GetTypeInfo(typeof(T));
}

/// <summary>A route with a JSON body: how the body is read, what handles it, and how the answer is written.</summary>
internal sealed record BodyRoute<TBody, TAnswer>(
    JsonTypeInfo<TBody> Body, AnswerFormat<TAnswer> Format, Func<ApiCall, TBody, Task<Reply<TAnswer>>> Handle)
    where TAnswer : Answer
{
    /// <summary>Whether no body is as good as an empty object.</summary>
    public bool MayBeAbsent { get; init; }
}
