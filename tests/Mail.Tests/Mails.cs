namespace Contacts.Mail.Tests;

internal static class Mails
{
    public static MailMessage Plain() => new()
    {
        From = new Mailbox("desk@example.com"),
        To = new Mailbox("jana@example.org"),
        Subject = "Hello",
        Body = "A line.\nAnother one.\n",
        Date = new DateTimeOffset(2026, 3, 1, 9, 5, 7, TimeSpan.Zero),
        MessageId = "20260301T090507000Z.42@example.com",
    };
}
