using System.Collections.Immutable;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Groups;
using Contacts.Grains.Abstractions.Consent;
using Contacts.Grains.Organisations;

namespace Contacts.Grains.Consent;

/// <summary>What the pages behind links show. Changes nothing.</summary>
public sealed class ConsentPages(
    IContactStore contacts, IGroupStore groups, OrganisationCatalogue organisations, TimeProvider time)
{
    /// <summary>Done where the link can be used or has been, Expired, or Unknown.</summary>
    public async Task<ConsentPage> ShowAsync(ConsentLink link, CancellationToken cancellationToken) =>
        await contacts.FindLinkedAsync(link.OrganisationId, link.ConsentId, cancellationToken) is { } linked
            ? await ShowAsync(link, linked, cancellationToken)
            : ConsentPage.Of(ConsentOutcome.Unknown);

    /// <summary>As the other one, with what the link names.</summary>
    public async Task<ConsentPage> ShowAsync(ConsentLink link, LinkedConsent linked, CancellationToken cancellationToken)
    {
        var (consent, contact) = (ConsentRule.At(linked.Consent, time.GetUtcNow()), linked.Contact);
        var (name, settings) = await organisations.NamedAsync(link.OrganisationId, cancellationToken);
        var (language, redirects) = (settings.Consent.Language, settings.Consent.Redirects);
        return new ConsentPage
        {
            Outcome = OutcomeOf(link, consent, contact), Purpose = link.Purpose, State = consent.State,
            Organisation = name, Language = language, Email = contact?.Email,
            Redirect = link.Purpose == LinkPurpose.Confirm ? redirects.Confirmed : redirects.Unsubscribed,
            Preferences = link.Purpose == LinkPurpose.Preferences && contact is not null
                ? await PreferencesAsync(contact, cancellationToken)
                : null,
        };
    }

    /// <summary>What a choice makes of a contact: its names, and of the public groups those that were chosen.</summary>
    public async Task<Func<ContactRow, ContactRow>> ChooserAsync(
        int organisationId, PreferenceChoice choice, CancellationToken cancellationToken)
    {
        var shown = await groups.PublicAsync(organisationId, cancellationToken);
        var chosen = shown.Where(group => choice.Groups.Contains(group.Id)).Select(group => group.ToRef());
        return contact => contact with
        {
            FirstName = choice.FirstName ?? contact.FirstName,
            LastName = choice.LastName ?? contact.LastName,
            Groups = ContactRules.InOrder(contact.Groups.Where(group => shown.All(other => other.Id != group.Id)).Concat(chosen)),
        };
    }

    private ConsentOutcome OutcomeOf(ConsentLink link, ConsentRow consent, ContactRow? contact)
    {
        if (link.Purpose == LinkPurpose.Preferences) return contact is null ? ConsentOutcome.Unknown : ConsentOutcome.Done;
        if (link.Purpose == LinkPurpose.Unsubscribe) return ConsentOutcome.Done;
        var isCurrent = consent.Sequence == link.Sequence && consent.State is ConsentState.Pending or ConsentState.Confirmed;
        return isCurrent && (consent.State == ConsentState.Confirmed || !(link.ExpiresAt <= time.GetUtcNow()))
            ? ConsentOutcome.Done
            : ConsentOutcome.Expired;
    }

    private async Task<Preferences> PreferencesAsync(ContactRow contact, CancellationToken cancellationToken)
    {
        var shown = await groups.PublicAsync(contact.OrganisationId, cancellationToken);
        return new Preferences
        {
            Email = contact.EmailSubscribed, Sms = contact.Phone is null ? null : contact.SmsSubscribed,
            FirstName = contact.FirstName, LastName = contact.LastName,
            Groups = [.. shown.Select(group => new PublicGroup
            {
                Id = group.Id, Title = group.Title ?? group.Name, Description = group.Description,
                IsMember = contact.Groups.Any(own => own.Id == group.Id),
            })],
        };
    }
}
