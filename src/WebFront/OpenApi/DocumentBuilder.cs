using Contacts.WebFront.Requests;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Contacts.WebFront.OpenApi;

/// <summary>Builds the document from what the mapped routes say of themselves, so that neither can have what the other has not.</summary>
internal sealed class DocumentBuilder(EndpointDataSource endpoints) : IOpenApiDocumentTransformer
{
    private const string QueryKey = "apiKey";
    private const string BearerKey = "bearer";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Contacts API",
            Version = "v1",
            Description = "Contacts of many organisations: newsletter sign-ups, integrators' API, administration. A key is taken from the "
                + "query (apiKey), else from Authorization: Bearer, else from the field apiKey of the JSON body; the first that is present "
                + "counts. A ROOT key names its organisation by X-Organisation or ?organisation=.",
        };
        document.Servers = [];
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes = SecuritySchemes();
        document.Paths = [];
        foreach (var endpoint in endpoints.Endpoints.OfType<RouteEndpoint>())
            if (endpoint.Metadata.GetMetadata<RouteDoc>() is { } doc)
                Add(document, endpoint, doc);
        return Task.CompletedTask;
    }

    private static void Add(OpenApiDocument document, RouteEndpoint endpoint, RouteDoc doc)
    {
        var path = "/" + endpoint.RoutePattern.RawText!.Trim('/');
        var surface = endpoint.Metadata.GetMetadata<Surface>();
        if (!document.Paths.TryGetValue(path, out var item))
            document.Paths[path] = item = new OpenApiPathItem { Operations = [] };
        foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods)
        {
            var operation = OperationBuilder.Build(doc, surface, method, path);
            if (surface is not null)
                operation.Security = [Requirement(document, QueryKey), Requirement(document, BearerKey)];
            item.Operations!.Add(HttpMethod.Parse(method), operation);
        }
    }

    private static OpenApiSecurityRequirement Requirement(OpenApiDocument document, string scheme) =>
        new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    private static Dictionary<string, IOpenApiSecurityScheme> SecuritySchemes() => new()
    {
        [QueryKey] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey, In = ParameterLocation.Query, Name = "apiKey",
            Description = "PROD, DEV_ or ROOT followed by 28 letters and digits.",
        },
        [BearerKey] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The same key in the header Authorization.",
        },
    };
}
