using Contacts.Core.Mail;
using Contacts.Core.Users;
using Contacts.Grains.Organisations;

namespace Contacts.Grains.Users;

/// <summary>Writes the mails of one-time links. Nothing is sent for a link that was used, replaced, or has run out.</summary>
public abstract class LinkMailComposer(
    IUserAccountStore accounts, OrganisationCatalogue organisations, UserLinks links, TimeProvider time) : IMailComposer
{
    public abstract string Kind { get; }

    protected abstract MailContent Write(LinkMailText text);

    public async ValueTask<MailContent?> ComposeAsync(OutgoingMail mail, CancellationToken cancellationToken)
    {
        var data = LinkMailData.Read(mail.Data);
        var link = await accounts.FindLinkAsync(mail.OrganisationId, data.LinkId, cancellationToken);
        if (link is null || link.ExpiresAt <= time.GetUtcNow()) return null;
        var (name, _) = await organisations.NamedAsync(mail.OrganisationId, cancellationToken);
        return Write(new()
        {
            Organisation = name, Link = await links.UrlOfAsync(link, cancellationToken), ExpiresAt = link.ExpiresAt,
            Language = data.Language,
        });
    }
}

/// <summary>Writes invitations.</summary>
public sealed class InvitationMailComposer(
    IUserAccountStore accounts, OrganisationCatalogue organisations, UserLinks links, TimeProvider time)
    : LinkMailComposer(accounts, organisations, links, time)
{
    public override string Kind => MailKinds.Invitation;

    protected override MailContent Write(LinkMailText text) => text.Invitation();
}

/// <summary>Writes the mails to people who forgot their password.</summary>
public sealed class ResetMailComposer(
    IUserAccountStore accounts, OrganisationCatalogue organisations, UserLinks links, TimeProvider time)
    : LinkMailComposer(accounts, organisations, links, time)
{
    public override string Kind => MailKinds.Reset;

    protected override MailContent Write(LinkMailText text) => text.Reset();
}
