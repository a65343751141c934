using System.Reflection;
using System.Text.Json.Nodes;
using Contacts.Core.Keys;
using Contacts.Core.Organisations;
using Contacts.WebFront.Pipeline.Idempotency;
using Contacts.WebFront.Pipeline.Keys;
using Contacts.WebFront.Pipeline.Replies;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Contacts.WebFront.Pipeline.Description;

/// <summary>Adds what every route of a surface has: its id, the keys it takes, parameters, and files as bodies.</summary>
internal sealed class OperationTransformer : IOpenApiOperationTransformer
{
    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var path = "/" + context.Description.RelativePath;
        operation.OperationId = context.Description.HttpMethod!.ToLowerInvariant()
            + string.Concat(path.Split('/', '-', '{', '}').Select(Capital));
        operation.Parameters = [];
        foreach (var parameter in metadata.OfType<MethodInfo>().SelectMany(Parameters))
            operation.Parameters.Add(await DescribeAsync(parameter, path, context, cancellationToken));
        if (metadata.OfType<UploadTypes>().SingleOrDefault() is { } types)
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = types.All.ToDictionary(type => type, File) };
        if (operation.RequestBody is not null)
            operation.Parameters.Add(IdempotencyKey());
        foreach (var response in operation.Responses!.Values)
            if (response.Content?.ContainsKey(Csv.Type) == true) response.Content[Csv.Type] = Table();

        operation.Security = [];
        if (metadata.OfType<Surface>().SingleOrDefault() is not { } surface)
            return;
        operation.Description += $"\n\nNeeds {Permission(surface)}.";
        operation.Security = [.. DocumentTransformer.SecurityRequirements(context.Document!)];
        if (!surface.RootOnly)
            operation.Parameters.Add(Organisation());
    }

    private static IEnumerable<ParameterAttribute> Parameters(MethodInfo handler) =>
        handler.GetCustomAttributes<ParameterAttribute>(inherit: false).Concat(
            handler.GetCustomAttributes<ParametersOfAttribute>(inherit: false)
                .SelectMany(of => of.Reader.GetCustomAttributes<ParameterAttribute>(inherit: false)));

    private static async Task<OpenApiParameter> DescribeAsync(
        ParameterAttribute parameter, string path, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var isInPath = path.Contains($"{{{parameter.Name}}}", StringComparison.Ordinal);
        var schema = await context.GetOrCreateSchemaAsync(parameter.Type, null, cancellationToken);
        if (parameter.OneOf.Length > 0)
            schema.Enum = [.. parameter.OneOf.Select(parameter.ToJson)];
        return new()
        {
            Name = parameter.Name, In = isInPath ? ParameterLocation.Path : ParameterLocation.Query, Description = parameter.Description,
            Required = isInPath || parameter.IsRequired, Schema = schema, Example = parameter.Example,
        };
    }

    private static string Permission(Surface surface) => surface switch
    {
        { RootOnly: true } => "a ROOT key",
        { Scope: ApiKeyScopes.Public } => "a key with the scope `public`",
        { Scope: ApiKeyScopes.Contacts } => "a key with the scope `contacts`",
        _ => "a key with the scope `admin`",
    };

    private static OpenApiMediaType Table() => new()
    {
        Schema = new OpenApiSchema
        {
            Type = JsonSchemaType.String, Description = "The same as CSV by RFC 4180, with the names of the columns.",
        },
    };

    private static OpenApiMediaType File(string type)
    {
        var content = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = "The file." };
        var form = new OpenApiSchema { Type = JsonSchemaType.Object };
        form.Properties = new Dictionary<string, IOpenApiSchema> { ["file"] = content };
        return new() { Schema = type.StartsWith("multipart/", StringComparison.Ordinal) ? form : content };
    }

    private static OpenApiParameter IdempotencyKey() => new()
    {
        Name = IdempotencyHeader.Name, In = ParameterLocation.Header,
        Description = "Makes the request safe to repeat: for 24 hours the first answer is given again.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = IdempotencyHeader.MaxLength },
    };

    private static OpenApiParameter Organisation() => new()
    {
        Name = OrganisationLookup.Header, In = ParameterLocation.Header, Example = "acme",
        Description = "Slug of the organisation that a ROOT key acts for (or ?organisation= in the query). Needed with a ROOT key only; "
            + "other keys belong to one organisation.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static string Capital(string word) => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..];
}
