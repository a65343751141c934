using System.Globalization;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Consent;
using Contacts.Grains.Consent;
using Contacts.Grains.Tests.Concurrency;
using Contacts.Testing;
using Contacts.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.Grains.Tests.Consent;

/// <summary>Sign-ups, their links and their limits, in a silo over a real store. The clock moves only by hand.</summary>
public sealed class ConfirmationTests : IAsyncLifetime
{
    private const string Eva = "eva@example.com";

    private readonly ServiceClock _clock = new();
    private ContactService _service = null!;
    private int _organisation;

    public async Task InitializeAsync()
    {
        _service = await ContactService.OnSqliteAsync(services => services.AddSingleton<TimeProvider>(_clock));
        _organisation = await _service.NewConfirmingOrganisationAsync();
    }

    public async Task DisposeAsync() => await _service.DisposeAsync();

    [Fact]
    public async Task One_link_confirms_once_however_often_it_is_used()
    {
        var id = await KnownAsync();
        await SignUpAsync(new() { Email = Eva, FirstName = "Held", GroupNames = ["News"], Actor = "key" });
        var (contact, consent) = (await ContactAsync(id), await ConsentAsync());
        var link = await _service.ConfirmLinkAsync(consent);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => _service.ConfirmAsync(_organisation, link))));
        outcomes = [.. outcomes, await _service.ConfirmAsync(_organisation, link)];

        Assert.All(outcomes, outcome => Assert.Equal(ConsentOutcome.Done, outcome));
        var after = await ContactAsync(id);
        Assert.Equal((contact.Version + 1, "Held", true), (after.Version, after.FirstName, after.EmailSubscribed));
        Assert.Equal("News", Assert.Single(after.Groups).Name);
        Assert.Equal((consent.Version + 1, ConsentState.Confirmed), ((await ConsentAsync()).Version, (await ConsentAsync()).State));
        Assert.Single(await _service.KindsAsync(_organisation, id), EventKinds.ConsentConfirmed);
    }

    [Fact]
    public async Task What_an_unconfirmed_sign_up_says_is_nowhere_to_be_seen()
    {
        var id = await KnownAsync();
        await SignUpAsync(new() { Email = Eva, FirstName = "Mallory", Phone = "+420777123456", GroupNames = ["Hidden"], Actor = "key" });

        var contact = await ContactAsync(id);
        Assert.Equal(("Eva", null, 0), (contact.FirstName, contact.Phone, contact.Groups.Length));
        var history = await _service.Get<IContactHistoryStore>().ReadAsync(_organisation, id, new() { Limit = 100 }, CancellationToken.None);
        Assert.All(history.Entries, entry => Assert.DoesNotContain("Mallory", $"{entry.Before}{entry.After}{entry.Evidence}", StringComparison.Ordinal));
        foreach (var term in new[] { "Mallory", "777123456" })
            Assert.Empty((await _service.Contacts.ListAsync(_organisation, new() { Search = term }, CancellationToken.None)).Items);

        await _service.ConfirmAsync(_organisation, await _service.ConfirmLinkAsync(await ConsentAsync()));

        contact = await ContactAsync(id);
        Assert.Equal(("Mallory", "+420777123456", 1), (contact.FirstName, contact.Phone, contact.Groups.Length));
    }

    [Fact]
    public async Task What_is_declined_is_dropped()
    {
        var id = await KnownAsync();
        await SignUpAsync(new() { Email = Eva, FirstName = "Mallory", Actor = "key" });
        var link = await _service.ConfirmLinkAsync(await ConsentAsync());

        var page = await _service.Consent(_organisation).DeclineAsync(link, Confirming.Browser, CancellationToken.None);

        Assert.Equal(ConsentOutcome.Done, page.Outcome);
        Assert.Equal(ConsentOutcome.Expired, await _service.ConfirmAsync(_organisation, link));
        Assert.Equal((ConsentState.None, null), ((await ConsentAsync()).State, (await ConsentAsync()).Held));
        Assert.Equal(("Eva", false), ((await ContactAsync(id)).FirstName, (await ContactAsync(id)).EmailSubscribed));
    }

    [Fact]
    public async Task What_nobody_confirms_in_time_is_dropped()
    {
        var id = await KnownAsync();
        await SignUpAsync(new() { Email = Eva, FirstName = "Mallory", Actor = "key" });
        var link = await _service.ConfirmLinkAsync(await ConsentAsync());
        _clock.Advance(TimeSpan.FromHours(168));

        Assert.Equal(ConsentOutcome.Expired, await _service.ConfirmAsync(_organisation, link)); // Before anything has tidied up.
        await _service.Get<UnconfirmedConsents>().LapseAsync(100, CancellationToken.None);

        Assert.Equal((ConsentState.None, null), ((await ConsentAsync()).State, (await ConsentAsync()).Held));
        Assert.Equal("Eva", (await ContactAsync(id)).FirstName);
        await SignUpAsync(new() { Email = Eva, LastName = "Nová", Actor = "key" });
        Assert.Equal(ConsentOutcome.Expired, await _service.ConfirmAsync(_organisation, link));
        Assert.Equal(ConsentOutcome.Done, await _service.ConfirmAsync(_organisation, await _service.ConfirmLinkAsync(await ConsentAsync())));
        Assert.Equal(("Eva", "Nová"), ((await ContactAsync(id)).FirstName, (await ContactAsync(id)).LastName));
    }

    [Fact]
    public async Task Five_hundred_sign_ups_from_everywhere_cause_three_mails_in_a_day()
    {
        long id = 0;
        for (var i = 0; i < 500; i++)
        {
            var result = await _service.SignUpAsync(_organisation, new() { Email = Eva, Actor = "key" }, $"10.{i / 250}.{i % 250}.1");
            Assert.Equal(ContactOutcome.Done, result.Outcome);
            id = result.ContactId!.Value;
            _clock.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.Equal(3, (await ConsentAsync()).Sequence); // One for each mail.
        var kinds = await _service.KindsAsync(_organisation, id);
        Assert.Equal(3, kinds.Count(kind => kind == EventKinds.ConsentRequested));
        Assert.Equal(3, kinds.Count(kind => kind == EventKinds.ConfirmationHeld));
        _clock.Advance(TimeSpan.FromHours(8));
        await _service.SignUpAsync(_organisation, new() { Email = Eva, Actor = "key" }, "10.9.9.9");
        Assert.Equal(4, (await ConsentAsync()).Sequence);
    }

    [Theory]
    [InlineData("192.0.2.1", 20)]
    [InlineData("192.0.2.{0}", 60)]
    [InlineData("2001:db8:0:1::{0:x}", 60)]
    [InlineData("10.{0}.0.1", 100)]
    public async Task Mails_of_an_address_and_of_a_network_are_limited_by_the_hour(string ip, int mails)
    {
        Assert.Equal(mails, await MailedAsync(ip, "a"));
        Assert.Equal(mails == 100 ? 100 : 0, await MailedAsync(ip, "b"));
        _clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(mails, await MailedAsync(ip, "c"));
    }

    [Fact]
    public async Task Sign_ups_that_cause_no_mail_do_not_count_against_their_address()
    {
        await SignUpAsync(new() { Email = Eva, Actor = "key" });
        Assert.Equal(ConsentOutcome.Done, await _service.ConfirmAsync(_organisation, await _service.ConfirmLinkAsync(await ConsentAsync())));

        for (var i = 0; i < 20; i++) await SignUpAsync(new() { Email = Eva, Actor = "key" });

        await SignUpAsync(new() { Email = "new@example.com", Actor = "key" });
        Assert.Equal(1, (await _service.ConsentAsync(_organisation, "new@example.com")).Sequence);
    }

    [Fact]
    public async Task Links_that_people_ask_for_again_count_against_their_address_and_are_recorded_where_they_are_held_back()
    {
        var id = (await SignUpAsync(new() { Email = Eva, Actor = "key" })).ContactId!.Value;
        _clock.Advance(TimeSpan.FromMinutes(6));
        var link = await _service.ConfirmLinkAsync(await ConsentAsync());
        await MailedAsync(Confirming.Browser.Ip!, "a");

        for (var time = 0; time < 2; time++)
            Assert.Equal(ConsentOutcome.Held, await _service.SendAgainAsync(_organisation, link));

        Assert.Equal(1, (await ConsentAsync()).Sequence);
        Assert.Single(await _service.KindsAsync(_organisation, id), kind => kind == EventKinds.ConfirmationHeld);
        _clock.Advance(TimeSpan.FromMinutes(61));
        Assert.Equal(ConsentOutcome.Done, await _service.SendAgainAsync(_organisation, link));
        Assert.Equal(2, (await ConsentAsync()).Sequence);
    }

    [Fact]
    public async Task A_sign_up_right_after_a_withdrawal_leaves_the_old_link_void()
    {
        await SignUpAsync(new() { Email = Eva, Actor = "key" });
        var consent = await ConsentAsync();
        var link = await _service.ConfirmLinkAsync(consent);
        await _service.Consent(_organisation).UnsubscribeAsync(
            await _service.UnsubscribeLinkAsync(consent), Confirming.Browser, CancellationToken.None);
        _clock.Advance(TimeSpan.FromMinutes(4));

        await SignUpAsync(new() { Email = Eva, Actor = "key" });

        Assert.Equal(ConsentState.Pending, (await ConsentAsync()).State);
        Assert.Equal(ConsentOutcome.Expired, await _service.ConfirmAsync(_organisation, link));
    }

    [PostgresFact]
    public async Task A_link_works_after_a_restart_and_one_rotation_of_its_key_but_not_after_two()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        int organisation;
        string link;
        await using (var first = await ContactService.OnPostgresAsync(database))
        {
            organisation = await first.NewConfirmingOrganisationAsync();
            await first.SignUpAsync(organisation, new() { Email = Eva, Actor = "key" }, "192.0.2.1");
            link = await first.ConfirmLinkAsync(await first.ConsentAsync(organisation, Eva));
        }
        await using var second = await ContactService.OnPostgresAsync(database);
        await second.Consent(organisation).RotateLinkKeyAsync(null, CancellationToken.None);
        Assert.Equal(ConsentOutcome.Done, await second.ConfirmAsync(organisation, link));
        Assert.Equal(ConsentState.Confirmed, (await second.ConsentAsync(organisation, Eva)).State);
        await second.Consent(organisation).RotateLinkKeyAsync(null, CancellationToken.None);
        Assert.Equal(ConsentOutcome.Unknown, await second.ConfirmAsync(organisation, link));
    }

    private async Task<long> KnownAsync() => (await _service.Grains
        .GetGrain<Abstractions.Contacts.IEmailGrain>(Abstractions.GrainKeys.Email(_organisation, Eva))
        .WriteAsync(new ContactRequest { Email = Eva, FirstName = "Eva", Actor = "key" }.CheckNew(new()).Contact!)).Contact!.Id;

    private Task<ContactResult> SignUpAsync(ContactRequest request) => _service.SignUpAsync(_organisation, request, "192.0.2.1");

    private async Task<ContactRow> ContactAsync(long id) => (await _service.Contacts.FindAsync(_organisation, id, CancellationToken.None))!;

    private Task<ConsentRow> ConsentAsync() => _service.ConsentAsync(_organisation, Eva);

    /// <summary>How many of a hundred sign-ups for addresses of their own cause a mail.</summary>
    private async Task<int> MailedAsync(string ip, string name)
    {
        var mailed = 0L;
        for (var i = 0; i < 100; i++)
        {
            var email = $"{name}{i}@example.com";
            var from = string.Format(CultureInfo.InvariantCulture, ip, i + 1);
            await _service.SignUpAsync(_organisation, new() { Email = email, Actor = "key" }, from);
            mailed += (await _service.ConsentAsync(_organisation, email)).Sequence;
        }
        return (int)mailed;
    }
}
