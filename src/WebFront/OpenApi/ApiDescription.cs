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
                return next(http);
            });
            docs.UseSwaggerUI(options =>
            {
                options.RoutePrefix = "docs";
                options.DocumentTitle = "Contacts API";
                options.SwaggerEndpoint("/openapi/v1.json", "Contacts API v1");
                options.EnableTryItOutByDefault();
                options.EnableValidator("none"); // it would send the description to another server
            });
        });
        app.MapOpenApi("/openapi/{documentName}.json");
    }

    // The page may load and call only this server, and nobody may frame it: a key is typed into it.
    private static void Protect(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; "
            + "form-action 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
    }
}
