namespace Contacts.Mail.Tests;

public sealed class MailboxTests
{
    [Theory, InlineData("a@b"), InlineData("desk@example.com"), InlineData("o'neil+tag@sub.example.com"), InlineData("jiří@example.cz"),
     InlineData("用户@xn--fsq.com"), InlineData("x@localhost")]
    public void An_address_is_taken_when_mail_can_be_sent_to_it(string address) => Assert.Equal(address, new Mailbox(address).Address);

    [Theory, InlineData(null), InlineData(""), InlineData("@"), InlineData("a"), InlineData("a@"), InlineData("@b.cz"),
     InlineData("a@b..cz"), InlineData("a@.cz"), InlineData(".a@b.cz"), InlineData("a..b@c.cz"), InlineData("a.@b.cz"),
     InlineData("a b@c.cz"), InlineData("a@b@c.cz"), InlineData("\"a\"@b.cz"), InlineData("a@b.cz\r\nBcc: x@y.cz"),
     InlineData("a\r\n@b.cz"), InlineData("a>@b.cz"), InlineData("a@b>.cz"), InlineData("a\0@b.cz"), InlineData("a@bü.de"),
     InlineData("a@[127.0.0.1]"), InlineData("a@-b.cz"), InlineData("a@b.cz SIZE=1"), InlineData("a\u202e@b.cz"),
     InlineData("a\ufffd@b.cz"), InlineData("a\u00a0@b.cz")]
    public void An_address_is_refused_otherwise(string? address)
    {
        Assert.False(Mailbox.IsValidAddress(address));
        Assert.Throws<ArgumentException>(() => new Mailbox(address!));
        Assert.False(Mailbox.TryParse(address, out _));
    }

    [Fact]
    public void An_address_is_refused_with_half_a_character() => Assert.False(Mailbox.IsValidAddress(string.Concat("a", (char)0xD83D, "@b.cz")));

    [Fact]
    public void An_address_has_the_limits_of_the_standard()
    {
        Assert.True(Mailbox.IsValidAddress($"{new string('a', 64)}@b.cz"));
        Assert.False(Mailbox.IsValidAddress($"{new string('a', 65)}@b.cz"));
        Assert.False(Mailbox.IsValidAddress($"{new string('ž', 33)}@b.cz"));
        Assert.False(Mailbox.IsValidAddress($"a@{new string('b', 64)}.cz"));
        Assert.False(Mailbox.IsValidAddress($"a@{string.Join('.', Enumerable.Repeat("abcd", 51))}"));
    }

    [Theory, InlineData("desk@example.com", null), InlineData(" <desk@example.com> ", null), InlineData("Desk <desk@example.com>", "Desk"),
     InlineData("\"Desk, the \\\"first\\\"\" <desk@example.com>", "Desk, the \"first\""), InlineData("Péče<desk@example.com>", "Péče")]
    public void An_address_is_read_from_a_setting(string text, string? name)
    {
        Assert.True(Mailbox.TryParse(text, out var mailbox));
        Assert.Equal(new Mailbox("desk@example.com", name), mailbox);
    }
}
