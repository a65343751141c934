using System.Net;
using Contacts.Core.Audit;
using Contacts.Core.Keys;
using Contacts.Core.Settings;

namespace Contacts.WebFront.Pipeline.Keys;

/// <summary>A valid key with its hash and the signature of its actions in the history.</summary>
internal sealed class KnownKey(ApiKey key, KeyHash hash)
{
    public ApiKey Key { get; } = key;

    /// <summary>The hash by which grains look up the key's rights.</summary>
    public string Hash => hash.ToString();

    /// <summary>What history shows: the key's kind and id, with its description where it has one.</summary>
    public string Actor { get; } = SignatureOf(key);

    private static string SignatureOf(ApiKey key) =>
        string.IsNullOrWhiteSpace(key.Description) ? key.Name : $"{key.Description} ({key.Name})";
}

/// <summary>
/// Who makes a request: the key, the organisation it acts for (0 if the route needs none), and how that identifies addresses and numbers.
/// </summary>
internal readonly record struct Caller(KnownKey Known, int OrganisationId, IdentitySettings Identity)
{
    /// <summary>For a key that acts for its own organisation.</summary>
    public Caller(KnownKey known)
        : this(known, known.Key.OrganisationId, known.Key.OrganisationIdentity)
    {
    }

    public ApiKey Key => Known.Key;
    public string Actor => Known.Actor;
    public string Hash => Known.Hash;

    /// <summary>The key as the audit names it.</summary>
    public Actor ActorAt(IPAddress? ip) => new() { Kind = ActorKind.Key, Id = Key.Id, Name = Key.Name, Ip = ip };

    /// <summary>Whether the key sits in a web page: what it can make grow is bounded.</summary>
    public bool IsPublicOnly => Known.Key.Scopes == ApiKeyScopes.Public;

    public bool IsRoot => Known.Key.Kind == ApiKeyKind.Root;
}
