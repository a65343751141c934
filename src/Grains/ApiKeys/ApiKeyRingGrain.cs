using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Keys;
using Contacts.Grains.Abstractions.ApiKeys;
using Orleans;

namespace Contacts.Grains.ApiKeys;

/// <summary>Generates, lists and revokes the keys of one organisation.</summary>
public sealed class ApiKeyRingGrain(IApiKeyStore store, Authorities authorities, SecurityLog security, TimeProvider time)
    : Grain, IApiKeyRingGrain
{
    private const int RootKeys = 0;
    private const int MostRefused = 20;
    private static readonly ApiKeyResult _forbidden = new() { Outcome = ApiKeyOutcome.Forbidden };

    private int OrganisationId => (int)this.GetPrimaryKeyLong();

    public async Task<ApiKeyResult> GenerateAsync(GenerateKeyRequest request, CancellationToken cancellationToken)
    {
        if (await authorities.FindAsync(OrganisationId, request.Authority, cancellationToken) is not { } caller) return _forbidden;
        var (outcome, key, problem) = KeyRequest.Decide(request, caller, OrganisationId, time.GetUtcNow());
        if (key is null) return new() { Outcome = outcome, Problem = problem };
        var secret = ApiKeyText.Generate(key.Kind);
        var trail = OrganisationTrail.Of(OrganisationId, request.Trail?.Noting(secret).Doing(CreationOf(key)));
        var id = await store.AddAsync(key, KeyHash.Of(secret), cancellationToken, trail);
        security.KeyGenerated(key with { Id = id }, caller);
        return new() { Outcome = ApiKeyOutcome.Done, Secret = secret };
    }

    public Task<ImmutableArray<ApiKey>> ListAsync(CancellationToken cancellationToken) =>
        store.ListAsync(OrganisationId, cancellationToken);

    public Task RecordUseAsync(ImmutableArray<KeyUse> uses, CancellationToken cancellationToken) =>
        store.RecordUseAsync(OrganisationId, uses, cancellationToken);

    public Task<ImmutableArray<KeyRefusals>> ListRefusalsAsync(DateOnly since, CancellationToken cancellationToken) =>
        store.ListRefusalsAsync(OrganisationId, since, MostRefused, cancellationToken);

    public async Task<ApiKeyResult> RevokeAsync(
        long id, Authority authority, CommandTrail? trail, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await authorities.FindAsync(OrganisationId, authority, cancellationToken) is not { } caller) return _forbidden;
        var act = new AuditedAct { At = now, Action = AuditActions.KeyRevoked, TargetKind = AuditTargets.Key };
        var left = OrganisationTrail.Of(OrganisationId, trail?.Doing(act));
        var found = await store.RevokeAsync(OrganisationId, id, now, cancellationToken, left)
            || (caller.IsOperator && await store.RevokeAsync(RootKeys, id, now, cancellationToken, left));
        if (!found) return new() { Outcome = ApiKeyOutcome.NotFound };
        security.KeyRevoked(OrganisationId, id, caller);
        return new() { Outcome = ApiKeyOutcome.Done };
    }

    private static AuditedAct CreationOf(ApiKey key) => new()
    {
        At = key.CreatedAt, Action = AuditActions.KeyCreated, TargetKind = AuditTargets.Key,
        Summary = $"{key.Kind.ToString().ToUpperInvariant()}, scopes {key.Scopes.ToString().ToLowerInvariant()}, expires {key.ExpiresAt:u}",
    };
}
