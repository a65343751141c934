using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Organisations;
using Contacts.Core.Settings;
using Contacts.Grains.Abstractions;
using Contacts.Grains.Abstractions.Consent;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.Grains.Consent;
using Contacts.Grains.Tests.Concurrency;

namespace Contacts.Grains.Tests.Consent;

/// <summary>Sign-ups that are to be confirmed, and the links of their mails.</summary>
internal static class Confirming
{
    public static readonly ConsentEvidence Browser = ConsentEvidence.Of("192.0.2.7", "Browser");

    /// <summary>An organisation in which every sign-up is to be confirmed.</summary>
    public static async Task<int> NewConfirmingOrganisationAsync(this ContactService service)
    {
        var organisation = await service.NewOrganisationAsync();
        var store = service.Get<IOrganisationStore>();
        var version = (await store.FindAsync(organisation, CancellationToken.None))!.Version;
        var settings = new OrganisationSettings { Consent = new() { Confirm = ConfirmationMode.Always } };
        Assert.True(await store.SaveAsync(organisation, "O", SettingsDocument.Write(settings), version, CancellationToken.None));
        return organisation;
    }

    /// <summary>A sign-up from an IP address.</summary>
    public static async Task<ContactResult> SignUpAsync(this ContactService service, int organisation, ContactRequest request, string ip)
    {
        var contact = request.CheckSignUp(new()).Contact! with { Evidence = ConsentEvidence.Of(ip, "Browser") };
        return await service.Grains.GetGrain<IEmailGrain>(GrainKeys.Email(organisation, contact.EmailKey!)).WriteAsync(contact);
    }

    public static IConsentGrain Consent(this ContactService service, int organisation) =>
        service.Grains.GetGrain<IConsentGrain>(organisation);

    public static async Task<ConsentRow> ConsentAsync(this ContactService service, int organisation, string email) =>
        (await service.Get<IConsentStore>().FindAsync(organisation, [new(ConsentChannel.Email, email)], CancellationToken.None))
        .SingleOrDefault(ConsentRow.Unknown(organisation, new(ConsentChannel.Email, email)));

    public static Task<string> ConfirmLinkAsync(this ContactService service, ConsentRow consent) => service.LinkAsync(
        new(LinkPurpose.Confirm, consent.OrganisationId, consent.Id, consent.Sequence, consent.ExpiresAt));

    public static Task<string> UnsubscribeLinkAsync(this ContactService service, ConsentRow consent) => service.LinkAsync(
        new(LinkPurpose.Unsubscribe, consent.OrganisationId, consent.Id));

    public static async Task<ConsentOutcome> ConfirmAsync(this ContactService service, int organisation, string token) =>
        (await service.Consent(organisation).ConfirmAsync(token, Browser, CancellationToken.None)).Outcome;

    public static async Task<ConsentOutcome> SendAgainAsync(this ContactService service, int organisation, string token) =>
        (await service.Consent(organisation).SendAgainAsync(token, Browser, CancellationToken.None)).Outcome;

    /// <summary>The kinds of a contact's history, the oldest first.</summary>
    public static async Task<string[]> KindsAsync(this ContactService service, int organisation, long contact) =>
    [
        .. (await service.Get<IContactHistoryStore>().ReadAsync(organisation, contact, new() { Limit = int.MaxValue }, CancellationToken.None))
            .Entries.OrderBy(entry => entry.Id).Select(entry => entry.Kind),
    ];

    private static Task<string> LinkAsync(this ContactService service, ConsentLink link) =>
        service.Get<LinkKeyRing>().SealAsync(link, CancellationToken.None).AsTask();
}
