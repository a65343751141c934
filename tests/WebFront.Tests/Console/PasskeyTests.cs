using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Contacts.WebFront.Tests.Console;

/// <summary>Answers of devices that are none. Browser tests have those that are.</summary>
[Collection(WithPeople.Name)]
public sealed partial class PasskeyTests(PeopleService service)
{
    private const string SignIn = "/console/sign-in", Own = "/console/account/passkeys";
    private const string Unknown = "This passkey is not known here";

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("no JSON")]
    [InlineData("[1]")]
    [InlineData("""{"id":"AAAA","rawId":"AAAA","type":"public-key","response":{},"clientExtensionResults":{}}""")]
    public async Task What_is_no_answer_of_a_device_signs_nobody_in_and_adds_nothing(string answer)
    {
        var stranger = new Visitor(service);
        (await stranger.SubmitToAsync(SignIn, "/console/passkey", ("credential", answer))).Says(400, Unknown);
        (await stranger.GetAsync(Own)).LeadsTo(SignIn);

        var person = await Visitor.NewAsync(service, await service.NewTenantAsync());
        (await person.SubmitToAsync(Own, Own, ("credential", answer), ("current", Visitor.Password), ("name", "Phone")))
            .Says(400, "The device could not be added.");
        (await person.GetAsync(Own)).Says(200, "There are none yet.");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u0007")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123x")]
    public async Task A_device_has_a_name(string name)
    {
        var person = await Visitor.NewAsync(service, await service.NewTenantAsync());
        (await person.SubmitToAsync(Own, Own, ("credential", "{}"), ("current", Visitor.Password), ("name", name)))
            .Says(400, "Name must be 1 to 64 characters.");
    }

    [Theory, InlineData("", 404), InlineData("AAAA", 404), InlineData("%", 400)]
    public async Task A_device_that_is_not_there_is_not_removed(string id, int status)
    {
        var person = await Visitor.NewAsync(service, await service.NewTenantAsync());
        Assert.Equal(status, (await person.SubmitToAsync(Own, Own + "/remove", ("id", id))).Status);
    }

    [Fact]
    public async Task Each_page_asks_a_device_for_something_else_and_for_its_user()
    {
        var visitor = new Visitor(service);
        var (first, second) = (await AskedAsync(visitor, SignIn), await AskedAsync(visitor, SignIn));
        var person = await Visitor.NewAsync(service, await service.NewTenantAsync());
        var added = await AskedAsync(person, Own);

        Assert.NotEqual((string)first["challenge"]!, (string)second["challenge"]!);
        Assert.Equal("required", (string)first["userVerification"]!);
        Assert.Equal(person.Email, (string)added["user"]!["name"]!);
        Assert.Equal(
            ("required", "required"),
            ((string)added["authenticatorSelection"]!["userVerification"]!, (string)added["authenticatorSelection"]!["residentKey"]!));
    }

    private static async Task<JsonNode> AskedAsync(Visitor visitor, string page) =>
        JsonNode.Parse(WebUtility.HtmlDecode(Options().Match((await visitor.GetAsync(page)).Text).Groups[1].Value))!;

    [GeneratedRegex("data-passkey=\"([^\"]+)\"")]
    private static partial Regex Options();
}
