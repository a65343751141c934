using Contacts.Core.Contacts;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Histories of contacts, newest first.</summary>
internal sealed class ContactHistoryStore(IStoreDatabase database) : IContactHistoryStore
{
    private static readonly Statement _page = new("Contacts/history_page.sql");

    public async Task<HistoryPage> ReadAsync(int organisationId, long contactId, HistoryRange range, CancellationToken cancellationToken)
    {
        var before = range.Before ?? long.MaxValue;
        var entries = await database.ReadAsync(
            session => session.AllAsync(_page, Read, organisationId, contactId, before, range.Limit + 1L), cancellationToken);
        return entries.Length <= range.Limit ? new() { Entries = entries } : new() { Entries = entries[..range.Limit], HasMore = true };
    }

    private static HistoryEntry Read(IRow row) => new()
    {
        At = row.Time(0), Kind = row.Text(1), Source = row.TextOrNull(2), Actor = row.TextOrNull(3), Reason = row.TextOrNull(4),
        Before = row.TextOrNull(5), After = row.TextOrNull(6), Id = row.Int64(7), Evidence = row.TextOrNull(8),
    };
}
