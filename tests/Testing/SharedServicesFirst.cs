using Xunit.Abstractions;

namespace Contacts.Testing;

/// <summary>Begins with the collections that share a service: they have the most tests, one after the other, and would end alone.</summary>
public sealed class SharedServicesFirst : ITestCollectionOrderer
{
    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections) =>
        testCollections.OrderBy(collection => collection.CollectionDefinition is null);
}
