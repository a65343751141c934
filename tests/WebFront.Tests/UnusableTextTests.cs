using System.Text.Json.Nodes;
using Contacts.Testing.Postgres;

namespace Contacts.WebFront.Tests;

[Collection(InDevelopment.Name)]
public sealed class UnusableTextTests(Service service)
{
    [Theory]
    [MemberData(nameof(UnusableTexts.Ids), MemberType = typeof(UnusableTexts))]
    public Task An_id_with_a_nul_character_is_refused_by_name(string path, string field) => new UnusableTexts(service).RefuseAsync(path, field);

    [Fact]
    public Task No_text_of_a_body_or_query_is_a_failure_of_the_service() => new UnusableTexts(service).TryAllAsync();
}

public sealed class UnusableTextPostgresTests(PostgresService service) : IClassFixture<PostgresService>
{
    [PostgresTheory]
    [MemberData(nameof(UnusableTexts.Ids), MemberType = typeof(UnusableTexts))]
    public Task An_id_with_a_nul_character_is_refused_by_name(string path, string field) => new UnusableTexts(service).RefuseAsync(path, field);

    [PostgresFact]
    public Task No_text_of_a_body_or_query_is_a_failure_of_the_service() => new UnusableTexts(service).TryAllAsync();
}

/// <summary>Text that is valid JSON and valid in a URL, and that PostgreSQL can neither store nor look for.</summary>
internal sealed class UnusableTexts(ServiceHost service)
{
    private const string Text = "a8Kd0Qz3Lm\0X91bT";

    /// <summary>All routes that find a record by an id of text.</summary>
    public static TheoryData<string, string> Ids() => new()
    {
        { "/bff/contact/detail-change-email", "id" }, { "/bff/contact/detail-change-email-preview", "id" },
        { "/bff/contact/merge-customers", "finalCustomerId" }, { "/bff/contact/merge-customers", "legacyCustomerId" },
        { "/bff/contact/merge-undo", "mergeId" }, { "/bff/contact/erase", "id" },
        { "/bff/ticket/set-status", "id" }, { "/bff/ticket/set-spam", "id" },
        { "/bff/contact/detail", "id" }, { "/bff/ticket/detail", "id" }, { "/bff/ticket/detail", "key" },
    };

    public async Task RefuseAsync(string path, string field)
    {
        var operation = ApiDocument.Operations(await ApiDocument.ReadAsync(service)).First(operation => operation.Path == path);
        var answer = operation.Method == "GET"
            ? await service.SendAsync("GET", $"{path}?{field}={Uri.EscapeDataString(Text)}&organisation=demo", key: ServiceHost.RootKey)
            : await service.SendAsync(operation.Method, $"{path}?organisation=demo", Body(operation.Operation, field), ServiceHost.RootKey);

        Assert.Equal(
            $"\"{field}\" must not contain a NUL character", (string)answer.IsCoded(400, "INTERNAL_VALIDATION_FAILED")["message"]!);
    }

    public async Task TryAllAsync()
    {
        var tried = 0;
        foreach (var (path, method, operation) in ApiDocument.Operations(await ApiDocument.ReadAsync(service)))
        {
            foreach (var query in Queries(path, operation))
                await TryAsync(method, query, null);
            foreach (var body in Bodies(operation))
                await TryAsync(method, path, body);
        }
        Assert.True(tried > 60, $"{tried} requests");

        async Task TryAsync(string method, string path, JsonObject? body)
        {
            var answer = await service.SendAsync(method, $"{path}{(path.Contains('?') ? '&' : '?')}organisation=demo", body, ServiceHost.RootKey);
            Assert.True(answer.Status < 500, $"{method} {path} {body?.ToJsonString()}: {answer.Status} {answer.Text}");
            tried++;
        }
    }

    private static IEnumerable<string> Queries(string path, JsonNode operation) =>
        from parameter in operation["parameters"]?.AsArray() ?? []
        let value = Uri.EscapeDataString(Text)
        let name = (string)parameter["name"]!
        where (string)parameter["in"]! != "header"
        select (string)parameter["in"]! == "path" ? path.Replace($"{{{name}}}", value, StringComparison.Ordinal) : $"{path}?{name}={value}";

    private static IEnumerable<JsonObject> Bodies(JsonNode operation) =>
        from name in Fields(operation).Keys
        select Body(operation, name);

    /// <summary>The example of a body, where one field or what is in it has the text.</summary>
    private static JsonObject Body(JsonNode operation, string field)
    {
        var fields = Fields(operation);
        var body = new JsonObject();
        foreach (var (name, schema) in fields)
            body[name] = name == field ? WithText(schema) : Example(schema);
        return body;
    }

    private static Dictionary<string, JsonNode> Fields(JsonNode operation) =>
        operation["requestBody"]?["content"]?["application/json"]?["schema"]?["properties"]?.AsObject()
            .Where(field => field.Key != "apiKey").ToDictionary(field => field.Key, field => field.Value!) ?? [];

    private static JsonNode? Example(JsonNode schema) => (schema["example"] ?? schema["examples"]?[0])?.DeepClone();

    private static JsonNode? WithText(JsonNode schema) => schema["type"]!.ToJsonString() switch
    {
        var type when type.Contains("object") => schema["properties"] is JsonObject fields
            ? new JsonObject(fields.Select(field => KeyValuePair.Create(field.Key, WithText(field.Value!))))
            : new JsonObject { ["key"] = Text }, // One of any fields.
        var type when type.Contains("array") => new JsonArray(Text),
        _ => Text,
    };
}
