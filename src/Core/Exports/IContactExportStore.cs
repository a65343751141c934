using Contacts.Core.Contacts;

namespace Contacts.Core.Exports;

/// <summary>Reads contacts for exports.</summary>
public interface IContactExportStore
{
    /// <summary>
    /// Hands the live contacts that the query's filters leave to <paramref name="take"/>, by id, the oldest first, all of one snapshot.
    /// They come as fast as they are taken, and the snapshot is held until the last one was: do not wait for anybody in between. Throws
    /// <see cref="StoreUnavailableException"/> where the store is unavailable, also in the middle.
    /// </summary>
    Task ReadAsync(int organisationId, ContactQuery query, Action<ExportedContact> take, CancellationToken cancellationToken);
}
