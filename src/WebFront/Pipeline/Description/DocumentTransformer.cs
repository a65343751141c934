using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Contacts.WebFront.Pipeline.Description;

/// <summary>Says of the document as a whole what it is, where the service is and how keys are sent.</summary>
internal sealed class DocumentTransformer : IOpenApiDocumentTransformer
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
        document.Servers = [new OpenApiServer { Url = "/", Description = "Where this description comes from." }];
        document.Components!.SecuritySchemes = SecuritySchemes();
        SchemaTransformer.ShareNullableEmails(document);
        return Task.CompletedTask;
    }

    /// <summary>A key is sent in either way.</summary>
    public static IEnumerable<OpenApiSecurityRequirement> SecurityRequirements(OpenApiDocument document) =>
        from scheme in new[] { QueryKey, BearerKey }
        select new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

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
