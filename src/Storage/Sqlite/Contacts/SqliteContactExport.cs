using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Exports;

namespace Contacts.Storage.Sqlite.Contacts;

/// <summary>Reads exports from the SQLite file, on a connection of their own: the checkpoint waits for as long as a read takes.</summary>
internal sealed class SqliteContactExport(SqliteDatabase database) : IContactExportStore
{
    private const int NoLimit = -1;

    public Task ReadAsync(int organisationId, ContactQuery query, Action<ExportedContact> take, CancellationToken cancellationToken) =>
        database.ReadApartAsync(session =>
        {
            var all = query with { Page = 1, PageSize = NoLimit, Order = ContactOrder.Newest, Ascending = true };
            foreach (var contact in new SqliteContactList(session, organisationId, all).ReadPage())
                take(ExportedContact.Of(
                    contact,
                    SqliteContactRows.FindConsent(session, organisationId, ConsentChannel.Email, contact.EmailKey),
                    SqliteContactRows.FindConsent(session, organisationId, ConsentChannel.Sms, contact.Phone),
                    query.At));
            return true;
        }, cancellationToken);
}
