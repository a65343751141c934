using System.Text.Json.Nodes;
using Contacts.WebFront.Pipeline.Keys;
using Contacts.WebFront.Pipeline.Replies;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Contacts.WebFront.Pipeline.Description;

/// <summary>Adds the failures of every route with a key: those of its surface, of its body and its own.</summary>
internal sealed class FailureTransformer : IOpenApiOperationTransformer
{
    private static readonly Failure[] _ofBody = [Failure.TooLarge, Failure.MediaType, Failure.IdempotencyConflict];
    private static readonly Failure _wrongField = Failure.Invalid("\"field\" must be a string");

    public async Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<Surface>().SingleOrDefault() is not { } surface)
            return;
        var document = context.Document!;
        var type = surface.Dialect == Dialect.Plain ? typeof(PlainFailure) : typeof(CodedFailure);
        document.AddComponent(type.Name, await context.GetOrCreateSchemaAsync(type, null, cancellationToken));
        var schema = new OpenApiSchemaReference(type.Name, document);
        var failures = Common(surface).Concat(OfInput(operation)).Concat(metadata.OfType<RouteFailures>().Single().All);
        foreach (var group in failures.GroupBy(failure => failure.Status).OrderBy(group => group.Key))
        {
            var response = Response([.. group], schema, surface.Dialect);
            operation.Responses![$"{group.Key}"] =
                IsOfEveryRoute(group.Key) ? Share(document, $"{surface.Dialect}{group.Key}", response) : response;
        }
    }

    /// <summary>Whether a status means the same on every route that has it.</summary>
    private static bool IsOfEveryRoute(int status) => status is 401 or 403 or 413 or 415 or 429 or >= 500;

    private static OpenApiResponseReference Share(OpenApiDocument document, string name, OpenApiResponse response)
    {
        document.AddComponent(name, response);
        return new(name, document);
    }

    private static IEnumerable<Failure> Common(Surface surface)
    {
        IEnumerable<Failure> common =
        [
            Failure.KeyIsEmpty, Failure.KeyFormat, Failure.KeyUnknown, Failure.KeySample, Failure.KeyOfDevelopment, Failure.KeyRevoked,
            Failure.KeyExpired,
            Failure.NoScope, Failure.TooManyRequests, Failure.Unavailable, Failure.Internal,
        ];
        return surface.RootOnly ? common : [.. common, Failure.OrganisationRequired, Failure.OrganisationUnknown];
    }

    private static IEnumerable<Failure> OfInput(OpenApiOperation operation)
    {
        if (operation.RequestBody is { } body)
            return body.Content!.ContainsKey("application/json") ? [.. _ofBody, Failure.NotJson, _wrongField] : [.. _ofBody, _wrongField];
        return operation.Parameters!.Any(parameter => parameter.In == ParameterLocation.Query) ? [_wrongField] : [];
    }

    /// <summary>Failures of one status share a response, each as an example under its code.</summary>
    private static OpenApiResponse Response(Failure[] failures, IOpenApiSchema schema, Dialect dialect)
    {
        var isPlain = dialect == Dialect.Plain;
        var different = failures.DistinctBy(failure => isPlain ? failure.Plain : failure.Code + failure.Message).ToArray();
        var examples = new Dictionary<string, IOpenApiExample>();
        foreach (var failure in different)
        {
            var name = examples.ContainsKey(failure.Code) ? $"{failure.Code}_{examples.Count + 1}" : failure.Code;
            examples[name] = new OpenApiExample { Summary = failure.Message, Value = Responses.ToJson(dialect, failure) };
        }

        return new()
        {
            Description = string.Join("; ", different.Select(failure => isPlain ? failure.Plain : failure.Message).Distinct()),
            Content = new Dictionary<string, OpenApiMediaType> { ["application/json"] = new() { Schema = schema, Examples = examples } },
        };
    }
}
