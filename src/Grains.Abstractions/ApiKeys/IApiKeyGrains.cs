using System.Collections.Immutable;
using Contacts.Core.Idempotency;
using Contacts.Core.Keys;
using Orleans;

namespace Contacts.Grains.Abstractions.ApiKeys;

/// <summary>What one key may do. Key: the upper-case hexadecimal SHA-256 of the key's text. Fronts keep the answer for seconds.</summary>
[Alias("keys.key-grain")]
public interface IApiKeyGrain : IGrainWithStringKey
{
    /// <summary>The key; null where it is unknown.</summary>
    Task<ApiKey?> FindAsync(CancellationToken cancellationToken);
}

/// <summary>The keys of an organisation (key: organisation id; 0: the ROOT keys).</summary>
[Alias("keys.ring")]
public interface IApiKeyRingGrain : IGrainWithIntegerKey
{
    Task<ApiKeyResult> GenerateAsync(GenerateKeyRequest request, CancellationToken cancellationToken);

    Task<ImmutableArray<ApiKey>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Done (also where it was revoked before) or NotFound.</summary>
    Task<ApiKeyResult> RevokeAsync(long id, IdempotencyStamp? stamp, CancellationToken cancellationToken);

    /// <summary>
    /// As <see cref="RevokeAsync"/>, of a ROOT key: for a ROOT key alone, which acts for this organisation, and the stamp with it.
    /// </summary>
    Task<ApiKeyResult> RevokeRootAsync(long id, IdempotencyStamp? stamp, CancellationToken cancellationToken);

    /// <summary>Notes when keys were used last; a time before the one known changes nothing.</summary>
    Task RecordUseAsync(ImmutableArray<KeyUse> uses, CancellationToken cancellationToken);
}
