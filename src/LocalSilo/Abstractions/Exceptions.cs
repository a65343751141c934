namespace Orleans.Runtime
{
    /// <summary>Something the engine, not the grain, could not do.</summary>
    [GenerateSerializer]
    public class OrleansException : Exception
    {
        /// <summary>Without words.</summary>
        public OrleansException() : base("Unexpected error.")
        {
        }

        /// <summary>With words.</summary>
        public OrleansException(string message) : base(message)
        {
        }

        /// <summary>With words and cause.</summary>
        public OrleansException(string message, Exception innerException) : base(message, innerException)
        {
        }
    }

    /// <summary>The call was not delivered: the grain's activations end before they serve anything.</summary>
    public class OrleansMessageRejectionException(string message) : OrleansException(message);

    /// <summary>The engine has not started yet or is shutting down.</summary>
    public sealed class SiloUnavailableException(string message) : OrleansMessageRejectionException(message);

    /// <summary>The grains cannot be run as they are; the message lists every reason.</summary>
    public sealed class OrleansConfigurationException(string message) : Exception(message);

    /// <summary>A grain asks for a storage that is not registered.</summary>
    public sealed class BadProviderConfigException(string message) : OrleansException(message);
}

namespace Orleans.Storage
{
    /// <summary>A state was written over one that changed since it was read.</summary>
    public class InconsistentStateException : Runtime.OrleansException
    {
        /// <summary>With words.</summary>
        public InconsistentStateException(string message) : base(message)
        {
        }

        /// <summary>With both tags.</summary>
        public InconsistentStateException(string errorMsg, string? storedEtag, string? currentEtag) : base(errorMsg)
        {
            StoredEtag = storedEtag;
            CurrentEtag = currentEtag;
        }

        /// <summary>The tag in the store.</summary>
        public string? StoredEtag { get; }

        /// <summary>The tag that the writer had read.</summary>
        public string? CurrentEtag { get; }
    }
}
