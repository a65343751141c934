using Contacts.Core.Erasure;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>
/// A change that a dry run shows, of which it keeps the fields that change and whose they are: the id of a contact; below zero, that of one
/// that the dry run made up; null in samples of earlier versions.
/// </summary>
internal readonly record struct ShownChange(long Import, long Row, string? Before, string? After, long? ContactId)
{
    private static readonly Statement _list = new("PersonalData/samples.sql");

    /// <summary>All of an organisation.</summary>
    public static FoundRows<ShownChange> All(StatementBatch batch, int organisationId) => batch.All(
        _list, row => new ShownChange(row.Int64(0), row.Int64(1), row.TextOrNull(2), row.TextOrNull(3), row.Int64OrNull(4)),
        organisationId);

    /// <summary>Those of a person, and of contacts that a dry run made up for the person.</summary>
    public static IEnumerable<ShownChange> Of(ErasedPerson person, IReadOnlyCollection<ShownChange> all)
    {
        var own = all.Where(change => change.IsOf(person)).ToHashSet();
        var madeUp = own.Where(change => change.ContactId < 0).Select(change => (change.Import, change.ContactId)).ToHashSet();
        return all.Where(change => own.Contains(change) || madeUp.Contains((change.Import, change.ContactId)));
    }

    private bool IsOf(ErasedPerson person)
    {
        if (ContactId is { } id && person.ContactIds.Contains(id)) return true;
        var withTexts = ContactId is null;
        return person.IsIn(Before, withTexts) || person.IsIn(After, withTexts);
    }
}
