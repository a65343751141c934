using System.Text.Json.Nodes;

namespace Contacts.WebFront.Tests;

/// <summary>What came back.</summary>
public sealed record Answer(int Status, string Text, HttpResponseMessage Response)
{
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>The JSON of an answer that must have a status.</summary>
    public JsonNode Is(int status)
    {
        Assert.True(Status == status, $"expected {status}, got {Status} {Text}");
        return Json;
    }

    /// <summary>An error of the coded dialect.</summary>
    public JsonNode IsCoded(int status, string code)
    {
        var error = Is(status)["error"]!;
        Assert.False((bool)Json["success"]!);
        Assert.Equal(code, (string)error["code"]!);
        Assert.NotEmpty((string)error["message"]!);
        Assert.NotNull(error["description"]);
        return error;
    }

    /// <summary>An error of the plain dialect.</summary>
    public void IsPlain(int status, string sentence) => Assert.Equal(
        $$"""{"success":false,"error":{{JsonValue.Create(sentence).ToJsonString()}}}""",
        JsonNode.Parse(Is(status).ToJsonString())!.ToJsonString());
}
