using Contacts.Core.Keys;

namespace Contacts.Grains.ApiKeys;

/// <summary>The root key of the configuration, as its hash; null if none is set.</summary>
public sealed class ApiKeyOptions
{
    public KeyHash? RootKeyHash { get; set; }
}
