using Contacts.Core;
using Contacts.Core.Idempotency;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Notes effects of idempotent requests in the transaction that has them.</summary>
internal static class Stamping
{
    public static Statement Statement { get; } = new("Idempotency/stamp.sql");

    /// <summary>
    /// Does nothing without a stamp. Throws StoreUnavailableException if the run has lost its claim: then nothing of the transaction may
    /// stay.
    /// </summary>
    public static async ValueTask StampAsync(this IStoreSession session, RecordStamp? record, long effect)
    {
        if (record is not { Stamp: var stamp } given) return;
        Check(await session.RunAsync(Statement, given.OrganisationId, stamp.Record, stamp.Owner, effect, stamp.Note.AsMemory()));
    }

    /// <summary>Throws as <see cref="StampAsync"/> does, unless the statement noted one effect.</summary>
    public static void Check(long noted)
    {
        if (noted != 1) throw new StoreUnavailableException("A request took so long that its repetition has taken over.");
    }
}
