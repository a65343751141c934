using Contacts.Core.Consent;
using Xunit;

namespace Contacts.Grains.Tests.Consent;

/// <summary>How consent passes from one state to another.</summary>
public sealed class ConsentRuleTests
{
    private static readonly DateTimeOffset _now = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ConsentRow _unknown = ConsentRow.Unknown(1, new(ConsentChannel.Email, "a@x.example"));

    [Fact]
    public void A_link_confirms_what_was_asked()
    {
        var asked = Ask(_unknown, _now);
        Assert.Equal((ConsentState.Pending, 1), (asked.State, asked.Sequence));
        Assert.Equal(_now.AddHours(1), asked.ExpiresAt);
        var confirmed = ConsentRule.Confirm(asked, Act(_now.AddMinutes(3)));
        Assert.Equal(ConsentState.Confirmed, confirmed.State);
        Assert.Equal((_now, _now.AddMinutes(3)), (confirmed.RequestedAt, confirmed.ConfirmedAt));
        Assert.Null(confirmed.ExpiresAt);
    }

    [Fact]
    public void What_nobody_confirms_in_time_lapses_with_what_was_held()
    {
        var asked = Ask(_unknown, _now, held: "{}");
        Assert.Equal(ConsentState.Pending, ConsentRule.At(asked, _now.AddHours(1).AddTicks(-1)).State);
        var lapsed = ConsentRule.At(asked, _now.AddHours(1));
        Assert.Equal((ConsentState.None, null), (lapsed.State, lapsed.Held));
        Assert.NotEqual(asked.Sequence, lapsed.Sequence);
    }

    [Fact]
    public void A_no_stands_again_where_a_later_request_is_not_confirmed()
    {
        var withdrawn = ConsentRule.Withdraw(ConsentRule.Give(_unknown, Act(_now)), Act(_now.AddDays(1)));
        var asked = Ask(withdrawn, _now.AddDays(2));
        Assert.Equal(ConsentState.Withdrawn, ConsentRule.Drop(asked).State);
        Assert.Equal(ConsentState.Withdrawn, ConsentRule.At(asked, _now.AddDays(3)).State);
        Assert.Equal(ConsentState.Confirmed, ConsentRule.Confirm(asked, Act(_now.AddDays(2))).State);
    }

    [Fact]
    public void A_withdrawal_voids_links_that_were_sent()
    {
        var asked = Ask(_unknown, _now);
        Assert.True(ConsentRule.Withdraw(asked, Act(_now)).Sequence > asked.Sequence);
    }

    [Fact]
    public void A_request_whose_mail_is_held_back_leaves_the_link_that_was_sent()
    {
        var asked = Ask(_unknown, _now);
        var again = ConsentRule.Ask(asked, Act(_now.AddMinutes(1)), TimeSpan.FromHours(1), isMailed: false, held: "{}");
        Assert.Equal((asked.Sequence, asked.ExpiresAt, "{}"), (again.Sequence, again.ExpiresAt, again.Held));
    }

    [Fact]
    public void Three_mails_a_day_go_to_an_address_five_minutes_apart()
    {
        var consent = _unknown;
        var sent = new List<double>();
        for (var minute = 0d; minute < 48 * 60; minute += 0.5)
        {
            var at = _now.AddMinutes(minute);
            if (!ConsentRule.MayMail(consent, at)) continue;
            consent = ConsentRule.Mailed(consent, at);
            sent.Add(minute);
        }
        Assert.Equal([0, 5, 10, 1440, 1445, 1450], sent);
    }

    [Fact]
    public void No_mail_goes_out_within_five_minutes_of_a_withdrawal()
    {
        var withdrawn = ConsentRule.Withdraw(_unknown, Act(_now));
        Assert.False(ConsentRule.MayMail(withdrawn, _now.AddMinutes(5).AddTicks(-1)));
        Assert.True(ConsentRule.MayMail(withdrawn, _now.AddMinutes(5)));
    }

    [Theory]
    [InlineData(ConsentState.Suppressed, ConsentState.Withdrawn)]
    [InlineData(ConsentState.Withdrawn, ConsentState.Pending)]
    [InlineData(ConsentState.Pending, ConsentState.None)]
    [InlineData(ConsentState.None, ConsentState.Given)]
    [InlineData(ConsentState.Given, ConsentState.Confirmed)]
    [InlineData(ConsentState.Given, ConsentState.Given)]
    public void Of_two_the_stricter_holds(ConsentState stricter, ConsentState laxer)
    {
        Assert.Equal(stricter, ConsentRule.Stricter(stricter, laxer));
        Assert.Equal(stricter, ConsentRule.Stricter(laxer, stricter));
    }

    private static ConsentAct Act(DateTimeOffset at) => new("somebody", at);

    private static ConsentRow Ask(ConsentRow consent, DateTimeOffset at, string? held = null) =>
        ConsentRule.Ask(consent, Act(at), TimeSpan.FromHours(1), isMailed: true, held);
}
