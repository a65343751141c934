using System.Text;

namespace Contacts.Mail.Tests;

public sealed class WrittenMailTests
{
    private const string Family = "👨‍👩‍👧‍👦";

    [Fact]
    public void A_written_mail_has_exactly_the_fields_it_should_have_in_plain_ASCII()
    {
        var message = Mails.Plain() with { ReplyTo = new Mailbox("customer@example.net", "Jan Novak") };

        Assert.Equal(
            """
            Date: Sun, 01 Mar 2026 09:05:07 +0000
            From: desk@example.com
            Reply-To: Jan Novak <customer@example.net>
            To: jana@example.org
            Subject: Hello
            Message-ID: <20260301T090507000Z.42@example.com>
            Auto-Submitted: auto-generated
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8
            Content-Transfer-Encoding: quoted-printable

            A line.
            Another one.

            """.ReplaceLineEndings("\r\n"),
            Encoding.ASCII.GetString(MimeWriter.Write(message)));
    }

    [Theory, InlineData(-570), InlineData(330)]
    public void A_written_mail_has_its_date_in_UTC_whatever_the_zone(int minutes)
    {
        var written = Mails.Plain() with { Date = Mails.Plain().Date.ToOffset(TimeSpan.FromMinutes(minutes)) };

        Assert.Equal("Sun, 01 Mar 2026 09:05:07 +0000", Read(written).Field("Date"));
    }

    [Fact]
    public void A_written_mail_folds_a_long_ASCII_subject_without_changing_it()
    {
        var subject = string.Join(' ', Enumerable.Range(0, 60).Select(i => new string((char)('a' + (i % 26)), (i % 17) + 1)));

        var read = Read(Mails.Plain() with { Subject = subject });

        Assert.Equal(subject, read.Field("Subject"));
    }

    [Theory, InlineData("Žluťoučký kůň"), InlineData("日本語の件名"), InlineData(""), InlineData("a  b"), InlineData("=?utf-8?Q?trick?="),
     InlineData("100 % = 1_0?")]
    public void A_written_mail_carries_any_subject(string subject) => Assert.Equal(subject, Read(Mails.Plain() with { Subject = subject }).Subject);

    [Fact]
    public void A_written_mail_carries_what_looks_encoded_as_it_is_also_where_headers_are_UTF8()
    {
        const string Trick = "=?utf-8?Q?trick?=";

        var read = Read(Mails.Plain() with { Subject = Trick, From = new Mailbox("desk@example.com", Trick), To = new Mailbox("jiří@example.cz") });

        Assert.Equal((Trick, Trick), (read.Subject, read.Mailbox("From").Name));
    }

    [Fact]
    public void A_written_mail_carries_a_subject_of_a_thousand_families_and_one_endless_word()
    {
        var families = string.Concat(Enumerable.Repeat(Family, 1_000));

        Assert.Equal(families, Read(Mails.Plain() with { Subject = families }).Subject);
        Assert.Equal(new string('x', 5_000), Read(Mails.Plain() with { Subject = new string('x', 5_000) }).Subject);
    }

    [Theory, InlineData("Jan Novák"), InlineData("Novák, Jan \"Honza\" (CZ)"), InlineData("a.b, c; <x@y>"),
     InlineData("back\\slash \"quote\""), InlineData("=?utf-8?Q?x?="), InlineData("日本 太郎"), InlineData("O'Neil & Sons")]
    public void A_written_mail_carries_any_name(string name)
    {
        var read = Read(Mails.Plain() with { From = new Mailbox("desk@example.com", name), ReplyTo = new Mailbox("x@example.net", name) });

        Assert.Equal((name, "desk@example.com"), read.Mailbox("From"));
        Assert.Equal((name, "x@example.net"), read.Mailbox("Reply-To"));
    }

    [Fact]
    public void A_written_mail_carries_a_name_of_hundreds_of_characters_beside_a_long_address()
    {
        var address = $"{new string('l', 64)}@{string.Join('.', Enumerable.Repeat(new string('d', 60), 3))}.cz";
        foreach (var name in new[] { new string('ě', 400), new string('n', 400), string.Join(' ', Enumerable.Repeat("name", 99)) })
            Assert.Equal((name, address), Read(Mails.Plain() with { To = new Mailbox(address, name) }).Mailbox("To"));
    }

    [Theory, InlineData("Hi\r\nBcc: evil@example.com"), InlineData("Hi\nBcc: evil@example.com"), InlineData("Hi\rBcc: evil@example.com"),
     InlineData("Hi\r\n\r\nBcc: evil@example.com"), InlineData("Hi\u0085Bcc: evil@example.com"),
     InlineData("Hi\u2028Bcc: evil@example.com"), InlineData("Hi\0\u001b\u007f\tBcc: evil@example.com"),
     InlineData("ě\r\nBcc: evil@example.com"), InlineData("\r\n.\r\nMAIL FROM:<x@y>")]
    public void A_written_mail_never_lets_a_text_become_a_field(string text)
    {
        var expected = Read(Mails.Plain() with { ReplyTo = new Mailbox("x@example.net", "n") }).Fields.Select(field => field.Name);
        var message = Mails.Plain() with
        {
            Subject = text,
            From = new Mailbox("desk@example.com", text),
            To = new Mailbox("jana@example.org", text),
            ReplyTo = new Mailbox("x@example.net", text),
        };

        var read = Read(message);

        Assert.Equal(expected, read.Fields.Select(field => field.Name));
        Assert.Equal(("desk@example.com", "jana@example.org", "x@example.net"),
            (read.Mailbox("From").Address, read.Mailbox("To").Address, read.Mailbox("Reply-To").Address));
        Assert.DoesNotContain(read.Subject, char.IsControl);
    }

    [Theory, InlineData("a\rb\nc\r\nd", "a\r\nb\r\nc\r\nd\r\n"), InlineData("", "\r\n"), InlineData("x\n\n\n", "x\r\n\r\n\r\n"),
     InlineData("trailing \t\nspace ", "trailing \t\r\nspace \r\n"), InlineData(".\n..\n", ".\r\n..\r\n"), InlineData("=3D=\n", "=3D=\r\n"),
     InlineData("nul\0 and \u001b", "nul\0 and \u001b\r\n")]
    public void A_written_mail_carries_any_body_with_line_ends_made_equal(string body, string expected) =>
        Assert.Equal(expected, Read(Mails.Plain() with { Body = body }).Body);

    [Fact]
    public void A_written_mail_encodes_a_body_the_shorter_way()
    {
        var czech = Read(Mails.Plain() with { Body = "Dobrý den, přeji hezký den a děkuji za zprávu, ozveme se. Na shledanou." });
        var japanese = Read(Mails.Plain() with { Body = string.Concat(Enumerable.Repeat("お問い合わせありがとうございます。", 50)) });

        Assert.Equal("quoted-printable", czech.Field("Content-Transfer-Encoding"));
        Assert.Equal("base64", japanese.Field("Content-Transfer-Encoding"));
    }

    [Fact]
    public void A_written_mail_replaces_lone_surrogates()
    {
        var read = Read(Mails.Plain() with { Subject = "x\ud800y", Body = "x\udc00y" });

        Assert.Equal("x\ufffdy", read.Subject);
        Assert.Equal("x\ufffdy\r\n", read.Body);
    }

    [Fact]
    public void A_written_mail_is_ASCII_unless_an_address_is_not()
    {
        var ascii = Mails.Plain() with { Subject = "ěšč", Body = "ěšč", From = new Mailbox("desk@example.com", "ěšč") };
        var utf8 = ascii with { ReplyTo = new Mailbox("jiří@example.cz", "Jiří") };

        Assert.True(Ascii.IsValid(MimeWriter.Write(ascii)));
        Assert.Equal(("Jiří", "jiří@example.cz"), Read(utf8).Mailbox("Reply-To"));
        Assert.False(utf8.NeedsSmtpUtf8);
        Assert.True((ascii with { To = new Mailbox("jiří@example.cz") }).NeedsSmtpUtf8);
    }

    [Fact]
    public void A_written_mail_shows_a_reply_address_that_the_way_does_not_support()
    {
        var bytes = MimeWriter.Write(Mails.Plain() with { ReplyTo = new Mailbox("jiří@example.cz", "Jiří") }, allowUtf8: false);

        Assert.True(Ascii.IsValid(bytes));
        var read = ParsedMail.Read(bytes);
        Assert.Equal("Jiří <jiří@example.cz>", ParsedMail.DecodeText(read.Field("Downgraded-Reply-To")));
        Assert.DoesNotContain(read.Fields, field => field.Name == "Reply-To");
    }

    [Fact]
    public void A_written_mail_is_read_back_as_it_was_whatever_it_holds()
    {
        var random = new Random(822);
        for (var round = 0; round < 1_000; round++)
        {
            var (subject, name, body) = (RandomText.Line(random), RandomText.Line(random), RandomText.Lines(random));
            var read = Read(Mails.Plain() with { Subject = subject, From = new Mailbox("desk@example.com", name), Body = body });

            Assert.Equal(RandomText.AsHeader(subject), read.Subject);
            Assert.Equal((RandomText.AsHeader(name), "desk@example.com"), read.Mailbox("From"));
            Assert.Equal(RandomText.AsBody(body), read.Body);
        }
    }

    [Theory, InlineData("no-at"), InlineData("a@b\r\nBcc: x@y.cz"), InlineData("<a@b.cz>"), InlineData("a b@c.cz"), InlineData(""),
     InlineData("@b.cz"), InlineData("a@b.cz>"), InlineData("a@"), InlineData("a\u200b@b")]
    public void A_written_mail_refuses_a_message_id_that_is_none(string id) =>
        Assert.Throws<ArgumentException>(() => Mails.Plain() with { MessageId = id });

    [Fact]
    public void A_written_mail_gets_ids_that_sort_by_time()
    {
        var early = MailMessage.CreateMessageId(Mails.Plain().Date, "9", "example.com");
        var late = MailMessage.CreateMessageId(Mails.Plain().Date.AddMilliseconds(1).ToOffset(TimeSpan.FromHours(-5)), "1", "example.com");

        Assert.Equal("20260301T090507000Z.9@example.com", early);
        Assert.True(string.CompareOrdinal(early, late) < 0);
        Assert.Equal(late, (Mails.Plain() with { MessageId = late }).MessageId);
    }

    private static ParsedMail Read(MailMessage message) => ParsedMail.Read(MimeWriter.Write(message));
}
