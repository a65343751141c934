using System.Text.Json.Nodes;
using Contacts.WebFront.Errors;
using Microsoft.OpenApi;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.OpenApi;

/// <summary>How errors are described in each dialect.</summary>
internal static class ErrorDocs
{
    private static readonly FieldDoc _failed = Flag("success", "Always false here.", false);

    public static OpenApiSchema Schema(Dialect dialect) => SchemaBuilder.Of(dialect == Dialect.Plain
        ? [_failed, Text("error", "What is wrong, as one sentence.", "Not found")]
        :
        [
            _failed,
            Object("error", "What is wrong.", Text("code", "For programs.", "INTERNAL_RESOURCE_NOT_FOUND"),
                Text("message", "For people.", "Not found"), Text("description", "What to do about it.", ""),
                Text("contactId", "External id of the contact in the way, where there is one.", "b2Nf7Rg5HjU64cVw")),
        ]);

    /// <summary>One example per answer that looks different, named after its code.</summary>
    public static Dictionary<string, IOpenApiExample> Examples(IEnumerable<Failure> failures, Dialect dialect)
    {
        var examples = new Dictionary<string, IOpenApiExample>();
        foreach (var failure in failures.DistinctBy(failure => dialect == Dialect.Plain ? failure.Plain : failure.Code + failure.Message))
        {
            var name = examples.ContainsKey(failure.Code) ? $"{failure.Code}_{examples.Count + 1}" : failure.Code;
            examples[name] = new OpenApiExample { Summary = failure.Message, Value = Value(failure, dialect) };
        }

        return examples;
    }

    private static JsonObject Value(Failure failure, Dialect dialect) => dialect == Dialect.Plain
        ? new() { ["success"] = false, ["error"] = failure.Plain }
        : new()
        {
            ["success"] = false,
            ["error"] = new JsonObject
            {
                ["code"] = failure.Code, ["message"] = failure.Message, ["description"] = failure.Description,
            },
        };
}
