using System.Collections.Immutable;
using Contacts.Core.Idempotency;
using Contacts.Core.Keys;
using Contacts.Grains.Abstractions.ApiKeys;
using Orleans;

namespace Contacts.Grains.ApiKeys;

/// <summary>Generates, lists and revokes the keys of one organisation.</summary>
public sealed class ApiKeyRingGrain(IApiKeyStore store, TimeProvider time) : Grain, IApiKeyRingGrain
{
    private const int RootKeys = 0;

    private int OrganisationId => (int)this.GetPrimaryKeyLong();

    public async Task<ApiKeyResult> GenerateAsync(GenerateKeyRequest request, CancellationToken cancellationToken)
    {
        var (key, problem) = KeyRequest.Read(request, OrganisationId, time.GetUtcNow());
        if (key is null) return new() { Outcome = ApiKeyOutcome.Invalid, Problem = problem };
        if (key.Kind == ApiKeyKind.Root && !request.ByRoot) return new() { Outcome = ApiKeyOutcome.Forbidden };
        var secret = ApiKeyText.Generate(key.Kind);
        await store.AddAsync(key, ApiKeyText.Hash(secret), cancellationToken, RecordStamp.Of(OrganisationId, request.Stamp?.Noting(secret)));
        return new() { Outcome = ApiKeyOutcome.Done, Secret = secret };
    }

    public Task<ImmutableArray<ApiKey>> ListAsync(CancellationToken cancellationToken) => store.ListAsync(OrganisationId, cancellationToken);

    public Task RecordUseAsync(ImmutableArray<KeyUse> uses, CancellationToken cancellationToken) =>
        store.RecordUseAsync(OrganisationId, uses, cancellationToken);

    public Task<ApiKeyResult> RevokeAsync(long id, IdempotencyStamp? stamp, CancellationToken cancellationToken) =>
        RevokeOfAsync(OrganisationId, id, stamp, cancellationToken);

    public Task<ApiKeyResult> RevokeRootAsync(long id, IdempotencyStamp? stamp, CancellationToken cancellationToken) =>
        RevokeOfAsync(RootKeys, id, stamp, cancellationToken);

    private async Task<ApiKeyResult> RevokeOfAsync(int organisationId, long id, IdempotencyStamp? stamp, CancellationToken cancellationToken)
    {
        var found = await store.RevokeAsync(
            organisationId, id, time.GetUtcNow(), cancellationToken, RecordStamp.Of(OrganisationId, stamp));
        return new() { Outcome = found ? ApiKeyOutcome.Done : ApiKeyOutcome.NotFound };
    }
}
