using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Contacts.WebFront.Tests.Console;

/// <summary>A browser in a network of its own: it keeps cookies, and sends forms with what is hidden in them.</summary>
public sealed partial class Visitor(Func<HttpRequestMessage, Task<Answer>> send)
{
    public const string Password = "correct horse battery";

    private static int _networks;

    private readonly Dictionary<string, string> _cookies = [];

    public Visitor(ServiceHost service)
        : this(service.SendAsync)
    {
    }

    /// <summary>The address it comes from, by way of a proxy.</summary>
    public string Address { get; init; } = NewAddress();

    public string Email { get; private init; } = "";

    public IReadOnlyDictionary<string, string> Cookies => _cookies;

    /// <summary>An address in a network that no other test has.</summary>
    public static string NewAddress()
    {
        var number = Interlocked.Increment(ref _networks);
        return $"10.{number / 256}.{number % 256}.7";
    }

    /// <summary>A new person with a role in an organisation, signed in.</summary>
    public static async Task<Visitor> NewAsync(ServiceHost service, Tenant tenant, string role = "owner")
    {
        var visitor = new Visitor(service) { Email = NewEmail() };
        await visitor.AcceptAsync(await InviteAsync(service, tenant.Slug, visitor.Email, role));
        return visitor;
    }

    public static string NewEmail() => $"{Guid.NewGuid():N}@example.com";

    /// <summary>Invites a person with the root key; the path of the invitation.</summary>
    public static async Task<string> InviteAsync(ServiceHost service, string? slug, string email, string role)
    {
        var body = new JsonObject { ["email"] = email, ["organisation"] = slug, ["role"] = role };
        var answer = (await service.SendAsync("POST", "/bff/user/create", body, ServiceHost.RootKey)).Is(200);
        return new Uri((string)answer["inviteUrl"]!).AbsolutePath;
    }

    /// <summary>Accepts an invitation by choosing a password.</summary>
    public async Task AcceptAsync(string path) => (await SubmitAsync(path, ("password", Password))).LeadsTo("/console/o/", "/console");

    public Task<Answer> SignInAsync(string email, string password = Password) =>
        SubmitAsync("/console/sign-in", ("email", email), ("password", password));

    /// <summary>Another browser of the same person, which has the same cookies now.</summary>
    public Visitor Copy() => MovedTo(send);

    /// <summary>The same browser, asking others.</summary>
    public Visitor MovedTo(Func<HttpRequestMessage, Task<Answer>> others)
    {
        var copy = new Visitor(others) { Email = Email };
        foreach (var (name, value) in _cookies) copy._cookies[name] = value;
        return copy;
    }

    public void SetCookie(string name, string value) => _cookies[name] = value;

    public Task<Answer> GetAsync(string path) => SendAsync(new(HttpMethod.Get, path));

    /// <summary>Loads a page and sends its form to its own address, or to another one.</summary>
    public async Task<Answer> SubmitAsync(string page, params (string Name, string Value)[] fields) => await SubmitToAsync(page, page, fields);

    public async Task<Answer> SubmitToAsync(string page, string path, params (string Name, string Value)[] fields) =>
        await PostAsync(path, [.. fields, ("__RequestVerificationToken", await TokenAsync(page))]);

    /// <summary>The token in the forms of a page.</summary>
    public async Task<string> TokenAsync(string page) => WebUtility.HtmlDecode(Token().Match((await GetAsync(page)).Text).Groups[1].Value);

    public Task<Answer> PostAsync(string path, params (string Name, string Value)[] fields) => SendAsync(new(HttpMethod.Post, path)
    {
        Content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
    });

    public async Task<Answer> SendAsync(HttpRequestMessage request)
    {
        request.Headers.Add("X-Forwarded-For", Address);
        if (_cookies.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", _cookies.Select(cookie => $"{cookie.Key}={cookie.Value}")));
        var answer = await send(request);
        if (answer.Response.Headers.TryGetValues("Set-Cookie", out var set))
            foreach (var cookie in set) Keep(cookie.Split(';')[0]);
        return answer;
    }

    private void Keep(string cookie)
    {
        var (name, value) = (cookie[..cookie.IndexOf('=')], cookie[(cookie.IndexOf('=') + 1)..]);
        if (value.Length == 0) _cookies.Remove(name);
        else _cookies[name] = value;
    }

    [GeneratedRegex("""name="__RequestVerificationToken" value="([^"]+)""")]
    private static partial Regex Token();
}

internal static class ConsoleAnswers
{
    /// <summary>A redirect to an address that begins with one of these.</summary>
    public static void LeadsTo(this Answer answer, params string[] prefixes)
    {
        Assert.True(answer.Status == 303, $"expected 303, got {answer.Status} {answer.Text}");
        Assert.Contains(prefixes, prefix => answer.Response.Headers.Location!.OriginalString.StartsWith(prefix, StringComparison.Ordinal));
    }

    /// <summary>A page that says something, with a status.</summary>
    public static void Says(this Answer answer, int status, string text)
    {
        Assert.True(answer.Status == status, $"expected {status}, got {answer.Status} {answer.Text}");
        Assert.Contains(text, WebUtility.HtmlDecode(answer.Text), StringComparison.Ordinal);
    }
}
