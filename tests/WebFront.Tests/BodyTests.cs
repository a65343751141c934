using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Contacts.WebFront.Tests;

/// <summary>Bodies of every wrong kind, in both dialects.</summary>
[Collection(InDevelopment.Name)]
public sealed class BodyTests(Service service)
{
    private const string Register = "/api/v1/newsletter/register-contact";
    private const string Create = "/api/v1/contacts/create";

    public static TheoryData<string> NoJson => new()
    {
        "", " ", "{", "{\"email\":}", "[]", "null", "5", "\"text\"", "{} trailing", "{}{}", "{\"email\": \"a@example.com\",}",
        "{'email': 'a@example.com'}", "{\"email\": \"a@example.com\" // comment\n}", "{\"x\": \"\\ud800\"}",
        "{\"firstName\": \"\\udc00x\"}",
        "{\"first_name\": \"\\ud83d\"}", "{\"\\ud800\": 1}", "{\"x\": [{\"y\": \"\\ud800\"}]}", new string('[', 100) + new string(']', 100),
        "{\"x\":" + new string('[', 100) + new string(']', 100) + "}", "{\"x\": \"tab\tinside\"}", "\uFEFF\uFEFF{}",
    };

    [Theory]
    [MemberData(nameof(NoJson))]
    public async Task Text_that_is_no_json_object_is_400(string body)
    {
        Assert.Equal(
            "Request body must be valid JSON",
            (string)(await PostAsync(Register, body)).IsCoded(400, "INTERNAL_VALIDATION_FAILED")["message"]!);
        (await PostAsync(Create, body)).IsPlain(400, "Request body must be valid JSON");
    }

    [Theory]
    [InlineData(new byte[] { 0xFF })]
    [InlineData(new byte[] { 0xC3, 0x28 })]
    [InlineData(new byte[] { 0xED, 0xA0, 0x80 })]
    [InlineData(new byte[] { 0xF4, 0x90, 0x80, 0x80 })]
    public async Task Bytes_that_are_no_utf8_are_400(byte[] bytes)
    {
        byte[] body = [.. "{\"company\": \""u8, .. bytes, .. "\"}"u8];
        (await service.SendBytesAsync("POST", Create, body, "application/json", Service.SampleKey))
            .IsPlain(400, "Request body must be valid JSON");
        (await service.SendBytesAsync("POST", Register, body, "application/json", Service.SampleKey))
            .IsCoded(400, "INTERNAL_VALIDATION_FAILED");
    }

    [Theory]
    [InlineData("{\"email\": 5}", "\"email\" must be a string")]
    [InlineData("{\"phone\": true}", "\"phone\" must be a string")]
    [InlineData("{\"firstName\": {}}", "\"firstName\" must be a string")]
    [InlineData("{\"lastName\": [\"x\"]}", "\"lastName\" must be a string")]
    [InlineData("{\"source\": 1.5, \"email\": 3}", "\"source\" must be a string")]
    [InlineData("{\"groups\": \"trainer\"}", "\"groups\" must be an array of strings")]
    [InlineData("{\"groups\": [\"trainer\", 5]}", "\"groups\" must be an array of strings")]
    [InlineData("{\"groups\": [[\"trainer\"], {}]}", "\"groups\" must be an array of strings")]
    [InlineData("{\"groups\": {\"a\": 1}}", "\"groups\" must be an array of strings")]
    [InlineData("{\"em\\u0061il\": 5}", "\"email\" must be a string")]
    [InlineData("{}", "\"email\" must be a valid email address")]
    [InlineData("{\"email\": \"no address\"}", "\"email\" must be a valid email address")]
    [InlineData("{\"email\": \"a@example.com\", \"phone\": \"123\"}", "\"phone\" must be a valid number in E.164 format")]
    public async Task Register_contact_names_the_field_and_the_rule(string body, string message) =>
        Assert.Equal(message, (string)(await PostAsync(Register, body)).IsCoded(400, "INTERNAL_VALIDATION_FAILED")["message"]!);

    [Theory]
    [InlineData("{\"first_name\": 5}", "\"first_name\" must be a string")]
    [InlineData("{\"group_id\": \"3\"}", "\"group_id\" must be an integer")]
    [InlineData("{\"group_id\": 3.5}", "\"group_id\" must be an integer")]
    [InlineData("{\"group_id\": 99999999999999999999}", "\"group_id\" must be an integer")]
    [InlineData("{\"sms_subscribed\": 1}", "\"sms_subscribed\" must be a boolean")]
    [InlineData("{\"email_subscribed\": \"true\"}", "\"email_subscribed\" must be a boolean")]
    [InlineData("{}", "Provide at least \"email\" or \"phone\"")]
    [InlineData("{\"email\": \" \", \"phone\": null}", "Provide at least \"email\" or \"phone\"")]
    [InlineData("{\"email\": \"x@\"}", "\"email\" must be a valid email address")]
    [InlineData("{\"phone\": \"+1 555\"}", "\"phone\" must be a valid number in E.164 format")]
    [InlineData("{\"phone\": \"++420777123456\"}", "\"phone\" must be a valid number in E.164 format")]
    public async Task Create_contact_names_the_field_and_the_rule(string body, string sentence) =>
        (await PostAsync(Create, body)).IsPlain(400, sentence);

    [Theory]
    [InlineData("{}", 400, "\"id\" is required")]
    [InlineData("{\"id\": null}", 400, "\"id\" is required")]
    [InlineData("{\"id\": \"1\"}", 400, "\"id\" must be an integer")]
    [InlineData("{\"id\": 999999999}", 404, "Contact not found")]
    [InlineData("{\"id\": 0}", 404, "Contact not found")]
    [InlineData("{\"id\": -5}", 404, "Contact not found")]
    [InlineData("{\"id\": 9223372036854775807}", 404, "Contact not found")]
    [InlineData("{\"id\": 9223372036854775808}", 400, "\"id\" must be an integer")]
    [InlineData("{\"id\": \"1\", \"id\": 999999999}", 400, "\"id\" must be an integer")]
    [InlineData("{\"id\": 999999999, \"id\": \"1\"}", 400, "\"id\" must be an integer")]
    [InlineData("{\"id\": 1, \"group_ids\": 3}", 400, "\"group_ids\" must be an array of integers")]
    [InlineData("{\"id\": 1, \"group_ids\": [\"3\"]}", 400, "\"group_ids\" must be an array of integers")]
    [InlineData("{\"id\": 1, \"company\": []}", 400, "\"company\" must be a string")]
    public async Task Update_contact_refuses(string body, int status, string sentence) =>
        (await service.SendTextAsync("PATCH", "/api/v1/contacts/update", body, key: Service.SampleKey)).IsPlain(status, sentence);

    [Theory]
    [InlineData("a b@c.cz", "it contains a space")]
    [InlineData("Jan <a@b.cz>", "it contains a space")]
    [InlineData("a\u200Bb@c.cz", "it contains an invisible character")]
    [InlineData("a\u00A0b@c.cz", "it contains an invisible character")]
    public async Task An_address_is_refused_for_what_it_has(string address, string why)
    {
        var tenant = await service.NewTenantAsync();

        var error = (await tenant.PostAsync("/api/v1/newsletter/register-contact", new() { ["email"] = address })).IsCoded(400, "INTERNAL_VALIDATION_FAILED");

        Assert.Equal("\"email\" must be a valid email address", (string)error["message"]!);
        Assert.Equal(why, (string)error["description"]!);
    }

    [Fact]
    public async Task Unknown_group_and_group_rules_have_their_texts()
    {
        (await PostAsync(Create, "{\"email\": \"group@example.com\", \"group_id\": 4711}")).IsPlain(404, "Group not found");
        (await PostAsync("/api/v1/groups/create", "{}")).IsPlain(400, "\"name\" is required");
        (await PostAsync("/api/v1/groups/create", "{\"name\": \" \\u200B\\u00AD\"}")).IsPlain(400, "\"name\" is required");
        (await PostAsync("/api/v1/groups/create", "{\"name\": 5}")).IsPlain(400, "\"name\" must be a string");
        (await PostAsync("/api/v1/groups/create", $$"""{"name": "{{new string('x', 129)}}"}"""))
            .IsPlain(400, "\"name\" must be 128 characters or less");
        (await PostAsync("/api/v1/groups/create", "{\"name\": \"vip CUSTOMERS\"}")).IsPlain(409, "A group with this name already exists");
    }

    [Fact]
    public async Task Unknown_fields_are_ignored_and_the_last_of_equal_ones_counts()
    {
        const string body =
            "{\"x\": {\"email\": [1, {\"y\": null}]}, \"email\": \"no address\", \"email\": \"twice@example.com\", \"groups\": null}";
        (await PostAsync(Register, body)).Is(200);
    }

    [Fact]
    public async Task A_byte_order_mark_is_allowed()
    {
        byte[] body = [0xEF, 0xBB, 0xBF, .. "{\"email\": \"bom@example.com\"}"u8];
        (await service.SendBytesAsync("POST", Register, body, "application/json", Service.SampleKey)).Is(200);
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON;charset=\"UTF-8\"")]
    [InlineData("application/json;")]
    public async Task Json_in_utf8_is_accepted(string type) =>
        (await service.SendTextAsync("POST", Register, "{\"email\": \"type@example.com\"}", type, Service.SampleKey)).Is(200);

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=latin1")]
    [InlineData("application/jsonp")]
    [InlineData("nonsense")]
    public async Task Anything_else_is_415(string? type)
    {
        (await service.SendTextAsync("POST", Register, "{}", type, Service.SampleKey)).IsCoded(415, "UNSUPPORTED_MEDIA_TYPE");
        (await service.SendTextAsync("POST", Create, "{}", type, Service.SampleKey)).IsPlain(415, "Content-Type must be application/json");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task More_than_64_KiB_is_413_also_where_the_length_is_not_told(bool chunked)
    {
        (await SendSizedAsync(Register, 64 * 1024 + 1, chunked)).IsCoded(413, "PAYLOAD_TOO_LARGE");
        (await SendSizedAsync(Create, 64 * 1024 + 1, chunked)).IsPlain(413, "Request body too large");
        (await SendSizedAsync(Register, 64 * 1024, chunked)).Is(200);
    }

    [Fact]
    public async Task A_client_that_sends_all_before_it_reads_gets_to_see_the_413()
    {
        const int size = 8 * 1024 * 1024;
        using var client = new TcpClient();
        await client.ConnectAsync(service.Http.BaseAddress!.Host, service.Http.BaseAddress.Port);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST {Register}?apiKey={Service.SampleKey} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {size}\r\n\r\n"));
        await stream.WriteAsync(new byte[size]);

        using var reader = new StreamReader(stream);
        Assert.Equal("HTTP/1.1 413 Payload Too Large", await reader.ReadLineAsync());
    }

    private async Task<Answer> SendSizedAsync(string path, int size, bool chunked)
    {
        var text = "{\"email\": \"large@example.com\", \"x\": \"";
        var body = Encoding.ASCII.GetBytes(text + new string('x', size - text.Length - 2) + "\"}");
        var request = new HttpRequestMessage(HttpMethod.Post, $"{path}?apiKey={Service.SampleKey}")
        {
            Version = HttpVersion.Version11, Content = new ByteArrayContent(body),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        request.Headers.TransferEncodingChunked = chunked;
        return await service.SendAsync(request);
    }

    private Task<Answer> PostAsync(string path, string body) => service.SendTextAsync("POST", path, body, key: Service.SampleKey);
}
