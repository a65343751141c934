using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Erasure;
using Contacts.Core.PersonalData;
using Contacts.Core.Settings;
using Contacts.Grains.Abstractions.Consent;
using Contacts.Grains.Abstractions.Erasure;
using Contacts.Grains.Organisations;
using Orleans;
using Orleans.Concurrency;

namespace Contacts.Grains.Consent;

/// <summary>
/// Opens links and passes on what is said of consents. Keeps nothing. Reentrant, so that acts which wait for the store are committed
/// together.
/// </summary>
[StatelessWorker, Reentrant]
public sealed class ConsentGrain(
    IContactStore contacts, ConsentActs acts, ConsentPages pages, IPersonalDataStore people, OrganisationCatalogue organisations,
    ContactLinkMaker links, LinkKeyRing keys, TimeProvider time)
        : Grain, IConsentGrain
{
    private int OrganisationId => (int)this.GetPrimaryKeyLong();

    public async Task<ConsentPage> ShowAsync(string token, CancellationToken cancellationToken)
    {
        if (await OpenAsync(token, cancellationToken) is not { } link) return ConsentPage.Of(ConsentOutcome.Unknown);
        return await pages.ShowAsync(link, cancellationToken);
    }

    public Task<ConsentPage> ConfirmAsync(string token, ConsentEvidence evidence, CancellationToken cancellationToken) =>
        ActAsync(LinkPurpose.Confirm, token, link => acts.ConfirmAsync(link, evidence, cancellationToken), cancellationToken);

    public Task<ConsentPage> DeclineAsync(string token, ConsentEvidence evidence, CancellationToken cancellationToken) =>
        ActAsync(LinkPurpose.Confirm, token, link => acts.DeclineAsync(link, evidence, cancellationToken), cancellationToken);

    public Task<ConsentPage> SendAgainAsync(string token, ConsentEvidence evidence, CancellationToken cancellationToken) =>
        ActAsync(LinkPurpose.Confirm, token, link => acts.SendAgainAsync(link, evidence, cancellationToken), cancellationToken);

    public Task<ConsentPage> UnsubscribeAsync(string token, ConsentEvidence evidence, CancellationToken cancellationToken) =>
        ActAsync(LinkPurpose.Unsubscribe, token, link => acts.UnsubscribeAsync(link, evidence, cancellationToken), cancellationToken);

    public Task<ConsentPage> ChooseAsync(
        string token, PreferenceChoice choice, ConsentEvidence evidence, CancellationToken cancellationToken) =>
        ActAsync(
            LinkPurpose.Preferences, token,
            async link => await acts.ChooseAsync(
                link, await pages.ChooserAsync(OrganisationId, choice, cancellationToken), choice, evidence, cancellationToken),
            cancellationToken);

    public async Task<ConsentPage> AskAsync(string token, PrivacyRequestKind kind, CancellationToken cancellationToken)
    {
        if (await OpenAsync(token, cancellationToken) is not { Purpose: LinkPurpose.Preferences } link
            || await contacts.FindLinkedAsync(link.OrganisationId, link.ConsentId, cancellationToken)
                is not { Contact: { } contact } linked)
            return ConsentPage.Of(ConsentOutcome.Unknown);
        await people.AskAsync(OrganisationId, contact.Id, kind, time.GetUtcNow(), cancellationToken);
        var page = await pages.ShowAsync(link, linked, cancellationToken);
        return page with { IsErased = kind == PrivacyRequestKind.Erasure && await EraseAsync(contact, cancellationToken) };
    }

    /// <summary>False where an administrator has to decide: always, or because the person cannot be erased now.</summary>
    private async Task<bool> EraseAsync(ContactRow contact, CancellationToken cancellationToken)
    {
        var settings = await organisations.SettingsAsync(OrganisationId, cancellationToken);
        if (settings.Privacy.Erasure != ErasureMode.AtOnce) return false;
        var request = new EraseRequest
        {
            ContactId = contact.ExternalId, Reason = "Asked for on the page of preferences", Actor = ConsentActs.Person,
        };
        var result = await GrainFactory.GetGrain<IErasureGrain>(OrganisationId).EraseAsync(request, CancellationToken.None);
        return result.Outcome == EraseOutcome.Done;
    }

    public Task<ImmutableArray<ContactLinks>> LinksAsync(LinkRequest request, CancellationToken cancellationToken) =>
        links.MakeAsync(OrganisationId, request, cancellationToken);

    public Task<ConsentOutcome> WithdrawAsync(ConsentOrder order, CancellationToken cancellationToken) =>
        acts.SayAsync(OrganisationId, order, yes: false, cancellationToken);

    public Task<ConsentOutcome> GrantAsync(ConsentOrder order, CancellationToken cancellationToken) =>
        acts.SayAsync(OrganisationId, order, yes: true, cancellationToken);

    public Task<ConsentOutcome> ResendAsync(ConsentOrder order, CancellationToken cancellationToken) =>
        acts.ResendAsync(OrganisationId, order, cancellationToken);

    public Task RotateLinkKeyAsync(CommandTrail? trail, CancellationToken cancellationToken) =>
        keys.RotateAsync(OrganisationId, trail, cancellationToken);

    private async Task<ConsentPage> ActAsync(
        LinkPurpose purpose, string token, Func<ConsentLink, Task<LinkAct>> act, CancellationToken cancellationToken)
    {
        if (await OpenAsync(token, cancellationToken) is not { } link || link.Purpose != purpose)
            return ConsentPage.Of(ConsentOutcome.Unknown);
        var (outcome, linked) = await act(link);
        return linked is null
            ? ConsentPage.Of(outcome)
            : await pages.ShowAsync(link, linked, cancellationToken) with { Outcome = outcome };
    }

    private ValueTask<ConsentLink?> OpenAsync(string token, CancellationToken cancellationToken) =>
        keys.OpenAsync(OrganisationId, token, cancellationToken);
}
