using System.Text.Json.Nodes;
using Contacts.Core.Keys;
using Contacts.WebFront.Errors;
using Contacts.WebFront.Idempotency;
using Contacts.WebFront.Keys;
using Contacts.WebFront.Requests;
using Microsoft.OpenApi;

namespace Contacts.WebFront.OpenApi;

/// <summary>One operation of the document, with every field, answer and error.</summary>
internal static class OperationBuilder
{
    private const string Json = "application/json";

    public static OpenApiOperation Build(RouteDoc doc, Surface? surface, string method, string path)
    {
        var operation = new OpenApiOperation
        {
            OperationId = $"{method.ToLowerInvariant()}{string.Concat(path.Split('/', '-', '{', '}').Select(Capital))}",
            Summary = doc.Summary,
            Description = surface is null ? doc.Description : $"{doc.Description}\n\nNeeds {Permission(surface)}.",
            Tags = new HashSet<OpenApiTagReference> { new(doc.Tag) },
            Parameters = Parameters(doc, surface),
            Responses = new OpenApiResponses { [$"{doc.Status}"] = Success(doc, Outcome(doc.Status)) },
        };
        if (doc.Body is { } body)
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true, Content = Content(SchemaBuilder.Of(body), Describe.ExampleOf(body)),
            };
        if (doc.Upload is { } types)
            operation.RequestBody = new OpenApiRequestBody { Required = true, Content = types.ToDictionary(type => type, File) };
        if (doc.OtherStatus is { } other)
            operation.Responses[$"{other}"] = Success(doc, "It is not.");
        if (surface is not null)
            AddFailures(operation.Responses, doc, surface);
        return operation;
    }

    private static string Permission(Surface surface) => surface switch
    {
        { RootOnly: true } => "a ROOT key",
        { Scope: ApiKeyScopes.Public } => "a key with the scope `public`",
        { Scope: ApiKeyScopes.Contacts } => "a key with the scope `contacts`",
        _ => "a key with the scope `admin`",
    };

    private static List<IOpenApiParameter> Parameters(RouteDoc doc, Surface? surface)
    {
        List<IOpenApiParameter> parameters =
        [
            .. doc.Path.Select(field => Parameter(field.Required(), ParameterLocation.Path)),
            .. doc.Query.Select(field => Parameter(field, ParameterLocation.Query)),
        ];
        if (doc.HasBody)
            parameters.Add(IdempotencyKey());
        if (surface is { RootOnly: false })
            parameters.Add(Organisation());
        return parameters;
    }

    private static OpenApiMediaType File(string type)
    {
        var content = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary", Description = "The file." };
        return new OpenApiMediaType
        {
            Schema = type.StartsWith("multipart/", StringComparison.Ordinal)
                ? new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema> { ["file"] = content } }
                : content,
        };
    }

    private static OpenApiParameter Parameter(FieldDoc field, ParameterLocation place) => new()
    {
        Name = field.Name, In = place, Description = field.Description, Required = field.IsRequired,
        Schema = SchemaBuilder.Of(field), Example = JsonNode.Parse(field.Example),
    };

    private static OpenApiParameter IdempotencyKey() => new()
    {
        Name = IdempotencyHeader.Name, In = ParameterLocation.Header,
        Description = "Makes the request safe to repeat: for 24 hours the first answer is given again.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = IdempotencyHeader.MaxLength },
    };

    private static OpenApiParameter Organisation() => new()
    {
        Name = OrganisationLookup.Header, In = ParameterLocation.Header,
        Description = "Slug of the organisation that a ROOT key acts for (or ?organisation= in the query). Needed with a ROOT key only; "
            + "other keys belong to one organisation.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = JsonValue.Create("acme"),
    };

    private static string Outcome(int status) => status switch
    {
        StatusCodes.Status201Created => "Created.",
        StatusCodes.Status202Accepted => "Accepted.",
        _ => "Done.",
    };

    private static OpenApiResponse Success(RouteDoc doc, string description)
    {
        FieldDoc[] fields = doc.IsPlainObject ? [.. doc.Answer] : [Describe.Flag("success", "Always true here."), .. doc.Answer];
        return new OpenApiResponse
        {
            Description = description,
            Content = Content(SchemaBuilder.Of(fields), Describe.ExampleOf(fields)),
        };
    }

    /// <summary>Failures of one status share a response, each as an example under its code.</summary>
    private static void AddFailures(OpenApiResponses responses, RouteDoc doc, Surface surface)
    {
        foreach (var group in FailuresOf(doc, surface).GroupBy(failure => failure.Status).OrderBy(group => group.Key))
            responses[$"{group.Key}"] = new OpenApiResponse
            {
                Description = string.Join("; ", group.Select(failure => Sentence(failure, surface.Dialect)).Distinct()),
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [Json] = new OpenApiMediaType
                    {
                        Schema = ErrorDocs.Schema(surface.Dialect), Examples = ErrorDocs.Examples(group, surface.Dialect),
                    },
                },
            };
    }

    private static IEnumerable<Failure> FailuresOf(RouteDoc doc, Surface surface)
    {
        IEnumerable<Failure> all =
        [
            Failure.KeyIsEmpty, Failure.KeyFormat, Failure.KeyUnknown, Failure.KeySample, Failure.KeyRevoked, Failure.KeyExpired,
            Failure.NoScope, Failure.TooManyRequests, Failure.Unavailable, Failure.Internal, .. doc.Failures,
        ];
        if (!surface.RootOnly)
            all = all.Concat([Failure.OrganisationRequired, Failure.OrganisationUnknown]);
        if (doc.HasBody)
            all = all.Concat([Failure.TooLarge, Failure.MediaType, Failure.IdempotencyConflict]);
        if (doc.Body is not null)
            all = all.Append(Failure.NotJson);
        var field = doc.Body?.FirstOrDefault() ?? doc.Query.FirstOrDefault();
        return field is null ? all : all.Append(Failure.Validation.Saying($"\"{field.Name}\" must be {SchemaBuilder.Words(field.Kind)}"));
    }

    private static string Sentence(Failure failure, Dialect dialect) => dialect == Dialect.Plain ? failure.Plain : failure.Message;

    private static Dictionary<string, OpenApiMediaType> Content(OpenApiSchema schema, string example) =>
        new() { [Json] = new OpenApiMediaType { Schema = schema, Example = JsonNode.Parse(example) } };

    private static string Capital(string word) => word.Length == 0 ? "" : char.ToUpperInvariant(word[0]) + word[1..];
}
