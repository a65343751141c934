using Contacts.Core.Keys;

namespace Contacts.WebFront.Keys;

/// <summary>A key that exists, with how its acts are signed.</summary>
internal sealed class KnownKey(ApiKey key)
{
    public ApiKey Key { get; } = key;

    /// <summary>What history shows: the key's description, or its kind and id.</summary>
    public string Actor { get; } = string.IsNullOrWhiteSpace(key.Description)
        ? $"{key.Kind.ToString().ToUpperInvariant()} key {key.Id}"
        : key.Description;
}

/// <summary>Who makes a request: the key, and the organisation it acts for (0 where the route needs none).</summary>
internal readonly record struct Caller(KnownKey Known, int OrganisationId)
{
    public ApiKey Key => Known.Key;
    public string Actor => Known.Actor;
    public bool IsRoot => Known.Key.Kind == ApiKeyKind.Root;
}
