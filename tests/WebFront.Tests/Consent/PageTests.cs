using Contacts.Testing.Postgres;

namespace Contacts.WebFront.Tests.Consent;

/// <summary>What people do on the pages of links.</summary>
[Collection(InDevelopment.Name)]
public sealed class PageTests(Service service)
{
    [Fact]
    public Task A_link_is_confirmed_once_however_often_it_is_posted() => new PageActs(service).CheckConfirmAsync();

    [Fact]
    public Task A_declined_sign_up_leaves_nothing_but_an_offer_to_send_again() => new PageActs(service).CheckDeclineAsync();

    [Fact]
    public Task One_click_unsubscribes_at_once_and_again_in_both_encodings() => new PageActs(service).CheckOneClickAsync();

    [Fact]
    public Task Reads_change_nothing() => new PageActs(service).CheckReadsAsync();

    [Fact]
    public Task Preferences_change_channels_groups_and_name() => new PageActs(service).CheckPreferencesAsync();

    [Fact]
    public Task An_expired_link_is_410_and_offers_another_mail() => new PageActs(service).CheckExpiredAsync();
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class PagePostgresTests(PostgresService service) : IClassFixture<PostgresService>
{
    [PostgresFact]
    public Task A_link_is_confirmed_once_however_often_it_is_posted() => new PageActs(service).CheckConfirmAsync();

    [PostgresFact]
    public Task A_declined_sign_up_leaves_nothing_but_an_offer_to_send_again() => new PageActs(service).CheckDeclineAsync();

    [PostgresFact]
    public Task One_click_unsubscribes_at_once_and_again_in_both_encodings() => new PageActs(service).CheckOneClickAsync();

    [PostgresFact]
    public Task Preferences_change_channels_groups_and_name() => new PageActs(service).CheckPreferencesAsync();
}

internal sealed class PageActs(ServiceHost service)
{
    public async Task CheckConfirmAsync()
    {
        var person = await Subscriber.NewAsync(service);
        await person.SignUpAsync();
        var path = await person.ConfirmPathAsync();
        Assert.Contains("value=\"confirm\"", (await person.GetAsync(path)).Text);
        Assert.False(await person.IsSubscribedAsync());

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => person.PostAsync(path, "action=confirm")));

        Assert.All(answers, answer => Assert.Equal(200, answer.Status));
        Assert.True(await person.IsSubscribedAsync());
        Assert.Single(await person.HistoryAsync(), kind => kind == "consent-confirmed");
        Assert.Contains("Your subscription is confirmed.", (await person.GetAsync(path)).Text);
    }

    public async Task CheckDeclineAsync()
    {
        var person = await Subscriber.NewAsync(service);
        await person.SignUpAsync();
        var path = await person.ConfirmPathAsync();

        Assert.Contains("You are not subscribed", (await person.PostAsync(path, "action=decline")).Text);

        Assert.False(await person.IsSubscribedAsync());
        var gone = await person.GetAsync(path);
        Assert.Equal(410, gone.Status);
        Assert.Contains("value=\"again\"", gone.Text);
        Assert.Equal(410, (await person.PostAsync(path, "action=confirm")).Status);
        Assert.Equal(429, (await person.PostAsync(path, "action=again")).Status);
        Assert.False(await person.IsSubscribedAsync());
    }

    public async Task CheckOneClickAsync()
    {
        var person = await Subscriber.NewAsync(service, new()
        {
            ["confirm"] = "never", ["redirects"] = new System.Text.Json.Nodes.JsonObject { ["unsubscribed"] = "https://shop.example/bye" },
        });
        await person.SignUpAsync();
        var path = await person.PathAsync("unsubscribeUrl");

        var first = await person.PostAsync(path, Subscriber.OneClick);
        var multipart = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } },
        };
        var second = await service.SendAsync(multipart);
        var form = await person.PostAsync(path, "action=unsubscribe");

        Assert.All([first, second], answer => Assert.Equal((200, false), (answer.Status, answer.Response.Headers.Contains("Set-Cookie"))));
        Assert.Equal((303, "https://shop.example/bye"), (form.Status, form.Response.Headers.Location!.AbsoluteUri));
        Assert.False(await person.IsSubscribedAsync());
        Assert.Single(await person.HistoryAsync(), kind => kind == "consent-withdrawn");
    }

    public async Task CheckReadsAsync()
    {
        var person = await Subscriber.NewAsync(service);
        await person.SignUpAsync();
        string[] paths =
            [await person.ConfirmPathAsync(), await person.PathAsync("unsubscribeUrl"), await person.PathAsync("preferencesUrl")];
        var before = (await person.ConsentAsync(), await person.HistoryAsync());

        foreach (var path in paths)
            foreach (var (method, status) in new[] { ("GET", 200), ("HEAD", 200), ("OPTIONS", 204), ("PUT", 405), ("DELETE", 405) })
                Assert.Equal(status, (await service.SendAsync(new(new(method), path))).Status);

        var after = (await person.ConsentAsync(), await person.HistoryAsync());
        Assert.Equal(before.Item1 with { Mails = [] }, after.Item1 with { Mails = [] });
        Assert.Equal(before.Item2, after.Item2);
    }

    public async Task CheckPreferencesAsync()
    {
        var person = await Subscriber.NewAsync(service, new() { ["confirm"] = "never" });
        await person.SignUpAsync();
        foreach (var (id, name) in new[] { (1, "monthly"), (2, "secret"), (3, "weekly") })
        {
            (await person.Tenant.PostAsync("/api/v1/groups/create", new() { ["name"] = name })).Is(201);
            if (name != "secret")
                (await person.Tenant.PostAsync("/bff/group/update", new() { ["id"] = id, ["isPublic"] = true, ["title"] = $"The {name}" })).Is(200);
        }
        var path = await person.PathAsync("preferencesUrl");
        var shown = (await person.GetAsync(path)).Text;
        Assert.Contains("The monthly", shown);
        Assert.DoesNotContain("secret", shown);

        var saved = await person.PostAsync(path, "action=save&email=on&group=1&group=2&firstName=+Jan+&lastName=Bar%C3%A1%C5%A1ek");

        Assert.Contains("Your preferences are saved.", saved.Text);
        var contact = await person.ContactAsync();
        Assert.Equal(("Jan", "Barášek"), ((string)contact["first_name"]!, (string)contact["last_name"]!));
        Assert.Equal("monthly", (string)Assert.Single(contact["groups"]!.AsArray())!["name"]!);
        Assert.True(await person.IsSubscribedAsync());
        Assert.Equal(400, (await person.PostAsync(path, $"action=save&firstName={new string('x', 129)}")).Status);
        Assert.Equal(400, (await person.PostAsync(path, "List-Unsubscribe=One-Click")).Status);
        Assert.True(await person.IsSubscribedAsync());
        Assert.Equal(200, (await person.PostAsync(path, "action=save&firstName=")).Status);
        Assert.Equal((false, ""), (await person.IsSubscribedAsync(), (string)(await person.ContactAsync())["first_name"]!));
    }

    public async Task CheckExpiredAsync()
    {
        var person = await Subscriber.NewAsync(service);
        await person.SignUpAsync();
        var path = await person.ConfirmPathAsync(TimeSpan.FromSeconds(-1));

        var shown = await person.GetAsync(path);
        Assert.Equal(410, shown.Status);
        Assert.Contains("value=\"again\"", shown.Text);
        Assert.Equal(410, (await person.PostAsync(path, "action=confirm")).Status);
        Assert.False(await person.IsSubscribedAsync());
    }
}
