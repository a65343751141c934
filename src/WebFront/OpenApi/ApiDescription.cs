using System.Text;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Contacts.WebFront.OpenApi;

/// <summary>The API's description at /openapi/v1.json and its page at /docs; both come from the process itself and need no key.</summary>
internal static class ApiDescription
{
    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.AddDocumentTransformer<DocumentBuilder>();
    });

    public static void MapApiDescription(this WebApplication app)
    {
        app.UseWhen(http => http.Request.Path.StartsWithSegments("/docs"), docs =>
        {
            docs.Use(next => http =>
            {
                Protect(http.Response.Headers);
                if (http.Request.Path.Value is "/docs" or "/docs/")
                    http.Request.Path = "/docs/index.html"; // without the redirect that the page's own middleware would send
                return next(http);
            });
            docs.UseSwaggerUI(options =>
            {
                options.RoutePrefix = "docs";
                options.IndexStream = WithBase(options.IndexStream);
                options.DocumentTitle = "Contacts API";
                options.SwaggerEndpoint("/openapi/v1.json", "Contacts API v1");
                options.EnableTryItOutByDefault();
                options.EnableValidator("none"); // it would send the description to another server
            });
        });
        app.MapOpenApi("/openapi/v1.json");
    }

    /// <summary>The page names its files relative to /docs/, which need not be where it was loaded from.</summary>
    private static Func<Stream> WithBase(Func<Stream> page) => () =>
    {
        using var reader = new StreamReader(page());
        return new MemoryStream(Encoding.UTF8.GetBytes(reader.ReadToEnd().Replace("<head>", "<head><base href=\"/docs/\">")));
    };

    // The page may load and call only this server, and nobody may frame it: a key is typed into it.
    private static void Protect(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'self'; "
            + "form-action 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
    }
}
