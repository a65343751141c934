using Contacts.Core.Keys;
using Contacts.Core.Settings;

namespace Contacts.WebFront.Pipeline.Keys;

/// <summary>A key that exists, by the hash it was found by, with how its acts are signed.</summary>
internal sealed class KnownKey(ApiKey key, KeyHash hash)
{
    public ApiKey Key { get; } = key;

    /// <summary>What grains look the key's rights up by.</summary>
    public string Hash => hash.ToString();

    /// <summary>What history shows: the key's kind and id, with its description where it has one.</summary>
    public string Actor { get; } = SignatureOf(key);

    private static string SignatureOf(ApiKey key)
    {
        var signature = $"{key.Kind.ToString().ToUpperInvariant()} key {key.Id}";
        return string.IsNullOrWhiteSpace(key.Description) ? signature : $"{key.Description} ({signature})";
    }
}

/// <summary>
/// Who makes a request: the key, the organisation it acts for (0 where the route needs none), and how that identifies addresses and numbers.
/// </summary>
internal readonly record struct Caller(KnownKey Known, int OrganisationId, IdentitySettings Identity)
{
    /// <summary>Of a key that acts for its own organisation.</summary>
    public Caller(KnownKey known)
        : this(known, known.Key.OrganisationId, known.Key.OrganisationIdentity)
    {
    }

    public ApiKey Key => Known.Key;
    public string Actor => Known.Actor;
    public string Hash => Known.Hash;
    public bool IsRoot => Known.Key.Kind == ApiKeyKind.Root;
}
