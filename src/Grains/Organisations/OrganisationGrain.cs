using System.Collections.Immutable;
using Contacts.Core;
using Contacts.Core.Audit;
using Contacts.Core.Keys;
using Contacts.Core.Organisations;
using Contacts.Core.Settings;
using Contacts.Grains.Abstractions.Organisations;
using Contacts.Grains.ApiKeys;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Concurrency;

namespace Contacts.Grains.Organisations;

/// <summary>The settings of one organisation, read from and written to the store directly: others may write them too.</summary>
[Reentrant]
public sealed class OrganisationGrain(
    IOrganisationStore store, IRekeyingStore rekeying, OrganisationCatalogue catalogue, RekeyingSignal signal, Authorities authorities,
    SecurityLog security, TimeProvider time, IHostEnvironment environment)
    : Grain, IOrganisationGrain
{
    private const int MostAttempts = 100;

    private int OrganisationId => (int)this.GetPrimaryKeyLong();

    public async Task<SettingsView?> GetSettingsAsync(CancellationToken cancellationToken) =>
        await store.FindAsync(OrganisationId, cancellationToken) is { } stored
            ? await ViewAsync(stored.Organisation.Name, SettingsDocument.Read(stored.Settings), cancellationToken)
            : null;

    public async Task<SettingsResult> ChangeSettingsAsync(SettingsChange change, CancellationToken cancellationToken)
    {
        if (await authorities.FindAsync(OrganisationId, change.Authority, cancellationToken) is not { } caller)
            return new() { Outcome = SettingsOutcome.Forbidden };
        for (var attempt = 0; attempt < MostAttempts; attempt++)
            if (await TryChangeAsync(change, caller, cancellationToken) is { } result) return result;
        throw new StoreUnavailableException("The settings kept changing while they were being written.");
    }

    /// <summary>Null if somebody else changed the settings meanwhile.</summary>
    private async Task<SettingsResult?> TryChangeAsync(SettingsChange change, AdminRights caller, CancellationToken cancellationToken)
    {
        var isOperator = caller.IsOperator;
        if (await store.FindAsync(OrganisationId, cancellationToken) is not { } stored)
            return new() { Outcome = SettingsOutcome.NotFound };
        var known = SettingsDocument.Read(stored.Settings);
        if (!SettingsRules.MayChange(known, change, isOperator)) return new() { Outcome = SettingsOutcome.Forbidden };
        var rules = new SettingsRules(environment.IsDevelopment());
        var (name, settings) = rules.Apply(stored.Organisation.Name, known, change);
        if (rules.Problem is { } problem) return new() { Outcome = SettingsOutcome.Invalid, Problem = problem };
        settings = SettingsRules.WithOwner(settings, change, isOperator);

        var rekeys = settings.EmailCanonicalization != known.EmailCanonicalization;
        // Asked for before, so that a crash between the two writes cannot leave contacts under the old forms.
        if (rekeys) await rekeying.StartAsync(OrganisationId, time.GetUtcNow(), cancellationToken);
        var changed = SettingsDocument.Differences(known, settings);
        if (name != stored.Organisation.Name) changed = changed.Insert(0, "name");
        if (changed.Length > 0)
        {
            var document = SettingsDocument.Write(settings);
            var trail = change.Trail?.Doing(ChangeOf(stored.Organisation, changed));
            if (!await store.SaveAsync(OrganisationId, name, document, stored.Version, CancellationToken.None, trail)) return null;
            security.SettingsChanged(OrganisationId, changed, caller);
            if (settings.Limits != known.Limits) security.LimitsChanged(OrganisationId, settings.Limits, caller);
        }
        catalogue.Forget(OrganisationId);
        catalogue.Forget(stored.Organisation.Slug);
        if (rekeys)
        {
            // Asked for once more: what was looked at before the setting was stored has to be looked at again.
            await rekeying.StartAsync(OrganisationId, time.GetUtcNow(), CancellationToken.None);
            signal.Raise();
        }
        return new() { Outcome = SettingsOutcome.Done, View = await ViewAsync(name, settings, cancellationToken) };
    }

    private AuditedAct ChangeOf(Organisation organisation, ImmutableArray<string> names) => new()
    {
        At = time.GetUtcNow(), Action = AuditActions.SettingsChanged, TargetKind = AuditTargets.Organisation, TargetId = organisation.Slug,
        Summary = string.Join(", ", names),
    };

    private async Task<SettingsView> ViewAsync(string name, OrganisationSettings settings, CancellationToken cancellationToken) => new()
    {
        Name = name,
        Settings = settings,
        EmailRekeying = (await rekeying.FindAsync(OrganisationId, cancellationToken))?.ToView() ?? new() { State = RekeyingState.None },
    };
}
