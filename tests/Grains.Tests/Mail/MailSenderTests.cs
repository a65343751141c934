using Contacts.Core.Mail;
using Contacts.Grains.Mail;
using Contacts.Mail;
using Microsoft.Extensions.Logging.Abstractions;

namespace Contacts.Grains.Tests.Mail;

public sealed class MailSenderTests
{
    [Fact]
    public async Task A_long_note_is_cut_between_characters()
    {
        const string Note = "This process knows no mails of the kind ";
        var kind = new string('a', 499 - Note.Length);
        var mail = new OutgoingMail
        {
            OrganisationId = 1, MailId = "m", Kind = kind + "\U0001F600", To = "a@x.cz", Data = "{}",
            QueuedAt = TimeProvider.System.GetUtcNow(), Attempts = 0,
        };
        var sender = new MailSender(new NoTransport(), [], new(), TimeProvider.System, NullLogger<MailSender>.Instance);

        var report = await sender.SendAsync(mail, "lease", CancellationToken.None);

        Assert.Equal(Note + kind, report.Note);
    }

    private sealed class NoTransport : IMailTransport
    {
        public Task<SendOutcome> SendAsync(MailMessage message, CancellationToken ct) => throw new InvalidOperationException();
    }
}
