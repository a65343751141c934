namespace Contacts.Storage.Stores;

/// <summary>Removes what an erasure has left in a database's files, which the databases do in different ways.</summary>
internal interface IErasureCleaning
{
    /// <summary>Called after the commit. Does not throw: what cannot be removed now is logged, and removed later.</summary>
    Task CleanAsync();
}
