using System.Runtime.InteropServices;
using Contacts.Core.Audit;
using Contacts.Core.PersonalData;
using Contacts.Core.Settings;
using Contacts.Grains.Abstractions.PersonalData;
using Contacts.Grains.Organisations;
using Orleans;
using Orleans.Concurrency;

namespace Contacts.Grains.PersonalData;

/// <summary>Reads what is kept of people, and decides what they ask for.</summary>
[StatelessWorker, Reentrant]
public sealed class PersonalDataGrain(
    IPersonalDataStore store, IAuditStore audit, OrganisationCatalogue organisations, TimeProvider time)
        : Grain, IPersonalDataGrain
{
    private int OrganisationId => (int)this.GetPrimaryKeyLong();

    public async Task<PersonalDataFile?> DownloadAsync(string contactId, CommandTrail? trail, CancellationToken cancellationToken)
    {
        var (name, settings) = await organisations.NamedAsync(OrganisationId, cancellationToken);
        var kept = await store.ReadAsync(OrganisationId, contactId, IdentitySettings.Of(settings), cancellationToken);
        if (kept is null) return null;
        var at = time.GetUtcNow();
        var act = new AuditedAct
        {
            At = at, Action = AuditActions.PersonalDataDownloaded, TargetKind = AuditTargets.Contact, TargetId = kept.ContactId,
        };
        if (trail is not null) await audit.AddAsync(OrganisationId, trail.Doing(act), cancellationToken);
        var bytes = new PersonalDataArchive(name, at, kept.Records).Write();
        return new(ImmutableCollectionsMarshal.AsImmutableArray(bytes));
    }

    public Task<PrivacyRequestPage> ListRequestsAsync(int limit, long? before, CancellationToken cancellationToken) =>
        store.ListAsync(OrganisationId, limit, before, cancellationToken);

    public Task<bool> DecideAsync(long requestId, bool isGranted, CommandTrail? trail, CancellationToken cancellationToken)
    {
        var at = time.GetUtcNow();
        var act = new AuditedAct
        {
            At = at, Action = isGranted ? AuditActions.PrivacyRequestGranted : AuditActions.PrivacyRequestDeclined,
            TargetKind = AuditTargets.PrivacyRequest,
        };
        var decision = new PrivacyDecision
        {
            RequestId = requestId, State = isGranted ? PrivacyRequestState.Granted : PrivacyRequestState.Declined, At = at,
            Trail = trail?.Doing(act),
        };
        return store.DecideAsync(OrganisationId, decision, cancellationToken);
    }
}
