using Contacts.Core.Consent;
using Contacts.Core.Mail;
using Contacts.Grains.Organisations;

namespace Contacts.Grains.Consent;

/// <summary>Writes the mails that ask for a confirmation. Nothing is sent for a link that does not count any more.</summary>
public sealed class ConfirmationMailComposer(
    IConsentStore consents, OrganisationCatalogue organisations, LinkKeyRing keys, LinkAddress address, TimeProvider time) : IMailComposer
{
    public string Kind => MailKinds.Confirmation;

    public async ValueTask<MailContent?> ComposeAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var data = ConfirmationMailData.Read(mail.Data);
        var found = await consents.FindAsync(mail.OrganisationId, [new(ConsentChannel.Email, data.Address)], cancellationToken);
        if (found.IsEmpty || ConsentRule.At(found[0], time.GetUtcNow()) is not { State: ConsentState.Pending } consent) return null;
        if (consent.Sequence != data.Sequence) return null;
        var (name, settings) = await organisations.NamedAsync(mail.OrganisationId, cancellationToken);
        var confirm = new ConsentLink(LinkPurpose.Confirm, mail.OrganisationId, consent.Id, consent.Sequence, consent.ExpiresAt);
        var unsubscribe = new ConsentLink(LinkPurpose.Unsubscribe, mail.OrganisationId, consent.Id);
        return new ConfirmationMail
        {
            Organisation = name, Language = data.Language, From = settings.Consent.From,
            Link = await UrlAsync(confirm, cancellationToken), UnsubscribeUrl = await UrlAsync(unsubscribe, cancellationToken),
            ExpiresAt = consent.ExpiresAt!.Value, Ttl = consent.ExpiresAt.Value - mail.QueuedAt,
        }.Write(settings.Texts.For(data.Language));
    }

    private async ValueTask<string> UrlAsync(ConsentLink link, CancellationToken cancellationToken) =>
        address.Of(link.Purpose, await keys.SealAsync(link, cancellationToken));
}
