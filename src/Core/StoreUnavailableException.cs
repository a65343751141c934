using Orleans;

namespace Contacts.Core;

/// <summary>
/// The store is unavailable or too slow. Nothing was done, or what was done is safe to repeat; the caller is told to come back.
/// </summary>
[GenerateSerializer, Immutable, Alias("contacts.store-unavailable")]
public sealed class StoreUnavailableException : Exception
{
    public StoreUnavailableException()
    {
    }

    public StoreUnavailableException(string message) : base(message)
    {
    }

    public StoreUnavailableException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
