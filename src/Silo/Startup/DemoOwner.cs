using Contacts.Core.Consent;
using Contacts.Core.Organisations;
using Contacts.Core.Users;
using Contacts.Grains.Users;

namespace Contacts.Silo.Startup;

/// <summary>Who owns the demo organisation and operates the service, in Development: signed in by a link that the start prints.</summary>
internal sealed class DemoOwner(IOrganisationStore organisations, IUserAccountStore accounts, UserLinks links, TimeProvider time)
{
    private const string Email = "owner@demo.example";

    /// <summary>A new link, which signs in once.</summary>
    public async Task<string> SignInUrlAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var demo = await organisations.FindAsync(DemoOrganisation.Slug, cancellationToken)
            ?? throw new InvalidOperationException("The demo organisation is not there.");
        var owner = await accounts.EnsureAsync(Email, demo.Id, Role.Owner, now, cancellationToken);
        var link = new OneTimeLink
        {
            OrganisationId = 0, Id = 0, Purpose = LinkPurpose.SignIn, UserId = owner.Id, ExpiresAt = LinkLife.EndOf(LinkLife.SignIn, now),
        };
        return await links.UrlOfAsync(await accounts.AddLinkAsync(link, now, _ => null, cancellationToken), cancellationToken);
    }
}
