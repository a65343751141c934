using System.Net;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Settings;
using Contacts.Core.Tickets;
using Contacts.Grains.Abstractions;
using Contacts.Grains.Abstractions.Consent;
using Contacts.Grains.Organisations;
using Orleans;

namespace Contacts.Grains.Consent;

/// <summary>Says of a sign-up whether and how it is to be confirmed.</summary>
public sealed class ConfirmationPolicy(OrganisationCatalogue organisations, IGrainFactory grains)
{
    /// <summary>Null if it is not to be confirmed, or is no sign-up.</summary>
    public ValueTask<ConfirmationTerms?> TermsAsync(int organisationId, CheckedContact contact)
    {
        if (contact.Kind != ContactWriteKind.Register) return default;
        var settings = organisations.SettingsAsync(organisationId, CancellationToken.None);
        return settings is { IsCompletedSuccessfully: true, Result.Consent.Confirm: ConfirmationMode.Never }
            ? default
            : new(TermsAsync(organisationId, contact, settings));
    }

    private async Task<ConfirmationTerms?> TermsAsync(
        int organisationId, CheckedContact contact, ValueTask<OrganisationSettings> organisation)
    {
        var settings = (await organisation).Consent;
        if (settings.Confirm == ConfirmationMode.Never) return null;
        return new ConfirmationTerms
        {
            IsForKnown = settings.Confirm == ConfirmationMode.Always, Lifetime = settings.Ttl, Language = settings.Language,
            MayMail = await MayMailAsync(organisationId, contact.Evidence?.Ip),
        };
    }

    /// <summary>
    /// Whether somebody at an IP address may cause another mail; counts it if so. Where the address is not known, the limits of the mail
    /// address alone hold.
    /// </summary>
    public async ValueTask<bool> MayMailAsync(int organisationId, string? ip) =>
        SenderOrNull(ip) is not { } sender || await Grain(organisationId, sender).TryMailAsync(sender.Address);

    /// <summary>Takes back what was counted where no mail was sent.</summary>
    public Task GiveBackAsync(int organisationId, string? ip) =>
        SenderOrNull(ip) is { } sender ? Grain(organisationId, sender).GiveBackAsync(sender.Address) : Task.CompletedTask;

    private static Submitter? SenderOrNull(string? ip) => IPAddress.TryParse(ip, out var address) ? Submitter.OfOrNull(address) : null;

    private IConfirmationSenderGrain Grain(int organisationId, Submitter sender) =>
        grains.GetGrain<IConfirmationSenderGrain>(GrainKeys.Submitter(organisationId, sender.Network));
}
