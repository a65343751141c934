using Contacts.WebFront.Errors;
using Contacts.WebFront.OpenApi;

namespace Contacts.WebFront.Requests;

/// <summary>The routes of one surface: each is guarded by the surface's key rules and carries its description.</summary>
internal sealed class ApiGroup(IEndpointRouteBuilder routes, Gate gate, Surface surface)
{
    /// <summary>The same routes with other rules.</summary>
    public ApiGroup With(Func<Surface, Surface> change) => new(routes, gate, change(surface));

    public ApiGroup Get(string path, Func<ApiCall, Task> handler, RouteDoc doc) =>
        Map(path, [HttpMethods.Get], gate.Guard(surface, handler), doc);

    public ApiGroup Post<TBody>(string path, Func<ApiCall, TBody, Task> handler, RouteDoc doc)
        where TBody : class, IJsonBody, new() => Send([HttpMethods.Post], path, handler, doc);

    /// <summary>A route with a JSON body under any of several methods.</summary>
    public ApiGroup Send<TBody>(string[] methods, string path, Func<ApiCall, TBody, Task> handler, RouteDoc doc)
        where TBody : class, IJsonBody, new() => Map(path, methods, gate.Guard(surface, handler), doc);

    /// <summary>A route whose handler reads the body itself.</summary>
    public ApiGroup Upload(string path, Func<HttpRequest, Failure?> check, Func<ApiCall, RunOnce, Task> handler, RouteDoc doc) =>
        Map(path, [HttpMethods.Post], gate.GuardUpload(surface, check, handler), doc);

    private ApiGroup Map(string path, string[] methods, RequestDelegate handler, RouteDoc doc)
    {
        routes.MapMethods(path, methods, handler).WithMetadata(doc, surface);
        if (surface.Browsers)
            routes.MapMethods(path, [HttpMethods.Options], BrowserAccess.AnswerPreflight).WithMetadata(BrowserAccess.Preflight);
        return this;
    }
}
