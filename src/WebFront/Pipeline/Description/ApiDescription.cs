using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Net.Http.Headers;
using Microsoft.OpenApi;

namespace Contacts.WebFront.Pipeline.Description;

/// <summary>The API's description at /openapi/v1.json and its page at /docs; both come from the process itself and need no key.</summary>
internal static class ApiDescription
{
    private const string Name = "v1";

    public static void AddApiDescription(this IServiceCollection services) => services.AddOpenApi(Name, options =>
    {
        options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        options.CreateSchemaReferenceId = SchemaTransformer.ReferenceId;
        options.AddSchemaTransformer<SchemaTransformer>();
        options.AddOperationTransformer<OperationTransformer>();
        options.AddOperationTransformer<FailureTransformer>();
        options.AddDocumentTransformer<DocumentTransformer>();
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
        var document = new Lazy<Task<RenderedDocument>>(() => RenderedDocument.RenderAsync(app.Services, Name));
        app.MapGet("/openapi/v1.json", async http => await (await document.Value).SendAsync(http)).ExcludeFromDescription();
    }

    /// <summary>The page names its files relative to /docs/, which need not be where it was loaded from.</summary>
    private static Func<Stream> WithBase(Func<Stream> page)
    {
        using var reader = new StreamReader(page());
        var html = Encoding.UTF8.GetBytes(reader.ReadToEnd().Replace("<head>", "<head><base href=\"/docs/\">"));
        return () => new MemoryStream(html, writable: false);
    }

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

/// <summary>The description as it is sent: made and compressed once for the process.</summary>
internal sealed class RenderedDocument(byte[] json)
{
    private readonly byte[] _gzip = Compress(json);
    private readonly EntityTagHeaderValue _tag = new($"\"{Convert.ToHexStringLower(SHA256.HashData(json))[..16]}\"", isWeak: true);

    public static async Task<RenderedDocument> RenderAsync(IServiceProvider services, string name)
    {
        var provider = services.GetRequiredKeyedService<IOpenApiDocumentProvider>(name);
        var document = await provider.GetOpenApiDocumentAsync();
        using var text = new StringWriter();
        document.SerializeAsV31(new OpenApiJsonWriter(text, new OpenApiJsonWriterSettings { Terse = true }));
        return new(Encoding.UTF8.GetBytes(text.ToString()));
    }

    /// <summary>304 to whoever has it already.</summary>
    public Task SendAsync(HttpContext http)
    {
        var (request, response) = (http.Request.GetTypedHeaders(), http.Response);
        response.Headers.ETag = _tag.ToString();
        response.Headers.CacheControl = "no-cache";
        response.Headers.Vary = "Accept-Encoding";
        response.Headers.XContentTypeOptions = "nosniff";
        if (request.IfNoneMatch.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(_tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        var isCompressed = request.AcceptEncoding.Any(coding => coding.Value == "gzip" && coding.Quality is not 0);
        if (isCompressed)
            response.Headers.ContentEncoding = "gzip";
        var body = isCompressed ? _gzip : json;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = body.Length;
        return response.Body.WriteAsync(body, 0, body.Length, http.RequestAborted);
    }

    private static byte[] Compress(byte[] bytes)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.SmallestSize))
            gzip.Write(bytes);
        return compressed.ToArray();
    }
}
