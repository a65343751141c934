using Contacts.Core.Tickets.Disposable;

namespace Contacts.Grains.Tests.Tickets;

public sealed class DisposableMailTests
{
    private static readonly DisposableMail _builtIn = new();

    [Fact]
    public void Disposable_domains_count_with_what_is_below_them_and_can_be_added_to()
    {
        var domains = new DisposableMail([" @Throwaway.example "]);

        Assert.True(domains.Has("a@mailinator.com"));
        Assert.True(domains.Has("a@x.mailinator.com"));
        Assert.True(domains.Has("a@throwaway.example"));
        Assert.False(domains.Has("a@example-mailinator.com"));
        Assert.False(domains.Has("a@mailinator.com.example"));
        Assert.False(domains.Has("a@com"));
    }

    [Theory]
    [InlineData("0-mail.com")]
    [InlineData("guerrillamail.com")]
    [InlineData("trashmail.de")]
    [InlineData("yopmail.com")]
    [InlineData("temp-mail.io")]
    [InlineData("33mail.com")]
    public void The_built_in_list_has_providers_of_mailboxes_for_minutes(string domain) => Assert.True(_builtIn.Has($"a@{domain}"));

    [Theory]
    [InlineData("gmail.com")]
    [InlineData("googlemail.com")]
    [InlineData("outlook.com")]
    [InlineData("hotmail.com")]
    [InlineData("live.com")]
    [InlineData("yahoo.com")]
    [InlineData("yahoo.co.uk")]
    [InlineData("icloud.com")]
    [InlineData("me.com")]
    [InlineData("privaterelay.appleid.com")]
    [InlineData("proton.me")]
    [InlineData("protonmail.com")]
    [InlineData("tuta.com")]
    [InlineData("fastmail.com")]
    [InlineData("zoho.com")]
    [InlineData("aol.com")]
    [InlineData("gmx.de")]
    [InlineData("gmx.net")]
    [InlineData("web.de")]
    [InlineData("t-online.de")]
    [InlineData("posteo.de")]
    [InlineData("seznam.cz")]
    [InlineData("email.cz")]
    [InlineData("post.cz")]
    [InlineData("centrum.cz")]
    [InlineData("volny.cz")]
    [InlineData("azet.sk")]
    [InlineData("wp.pl")]
    [InlineData("o2.pl")]
    [InlineData("orange.fr")]
    [InlineData("laposte.net")]
    [InlineData("libero.it")]
    [InlineData("mail.ru")]
    [InlineData("qq.com")]
    public void The_built_in_list_has_no_provider_of_real_mailboxes(string domain) => Assert.False(_builtIn.Has($"a@{domain}"));

    [Fact]
    public void Own_domains_are_those_that_the_list_lacks()
    {
        var list = Lines("domains.txt").ToHashSet();

        Assert.All(Lines("own-domains.txt"), domain => Assert.DoesNotContain(domain, list));
    }

    private static string[] Lines(string file)
    {
        using var stream = typeof(DisposableMail).Assembly.GetManifestResourceStream(typeof(DisposableMail), file)!;
        using var reader = new StreamReader(stream);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith('#'))];
    }
}
