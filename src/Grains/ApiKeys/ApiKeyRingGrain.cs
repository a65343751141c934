using System.Collections.Immutable;
using Contacts.Core.Idempotency;
using Contacts.Core.Keys;
using Contacts.Grains.Abstractions.ApiKeys;
using Orleans;

namespace Contacts.Grains.ApiKeys;

/// <summary>Generates, lists and revokes the keys of one organisation.</summary>
public sealed class ApiKeyRingGrain(IApiKeyStore store, SecurityLog security, TimeProvider time) : Grain, IApiKeyRingGrain
{
    private const int RootKeys = 0;
    private static readonly ApiKeyResult _forbidden = new() { Outcome = ApiKeyOutcome.Forbidden };

    private int OrganisationId => (int)this.GetPrimaryKeyLong();

    public async Task<ApiKeyResult> GenerateAsync(GenerateKeyRequest request, CancellationToken cancellationToken)
    {
        if (await CallerAsync(request.CallerHash, cancellationToken) is not { } caller) return _forbidden;
        var (outcome, key, problem) = KeyRequest.Decide(request, caller, OrganisationId, time.GetUtcNow());
        if (key is null) return new() { Outcome = outcome, Problem = problem };
        var secret = ApiKeyText.Generate(key.Kind);
        var stamp = RecordStamp.Of(OrganisationId, request.Stamp?.Noting(secret));
        var id = await store.AddAsync(key, KeyHash.Of(secret), cancellationToken, stamp);
        security.KeyGenerated(key with { Id = id }, caller);
        return new() { Outcome = ApiKeyOutcome.Done, Secret = secret };
    }

    public Task<ImmutableArray<ApiKey>> ListAsync(CancellationToken cancellationToken) =>
        store.ListAsync(OrganisationId, cancellationToken);

    public Task RecordUseAsync(ImmutableArray<KeyUse> uses, CancellationToken cancellationToken) =>
        store.RecordUseAsync(OrganisationId, uses, cancellationToken);

    public async Task<ApiKeyResult> RevokeAsync(
        long id, string callerHash, IdempotencyStamp? stamp, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await CallerAsync(callerHash, cancellationToken) is not { } caller || !caller.MayAdminister(OrganisationId, now))
            return _forbidden;
        var record = RecordStamp.Of(OrganisationId, stamp);
        var found = await store.RevokeAsync(OrganisationId, id, now, cancellationToken, record)
            || (caller.Kind == ApiKeyKind.Root && await store.RevokeAsync(RootKeys, id, now, cancellationToken, record));
        if (!found) return new() { Outcome = ApiKeyOutcome.NotFound };
        security.KeyRevoked(OrganisationId, id, caller);
        return new() { Outcome = ApiKeyOutcome.Done };
    }

    private Task<ApiKey?> CallerAsync(string hash, CancellationToken cancellationToken) =>
        GrainFactory.GetGrain<IApiKeyGrain>(hash).FindAsync(cancellationToken);
}
