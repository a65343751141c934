using Contacts.Grains.Abstractions;
using Contacts.Grains.Abstractions.Idempotency;
using Npgsql;

namespace Contacts.Storage.Postgres.Idempotency;

/// <summary>Notes effects of idempotent requests in the transaction that has them.</summary>
internal static class IdempotencyStamping
{
    private static readonly string _stamp = Sql.Load("Postgres/Idempotency/stamp.sql");

    /// <summary>A statement of a batch; it must affect one row.</summary>
    public static NpgsqlBatchCommand Command(int organisationId, IdempotencyStamp stamp, long effect)
    {
        var command = new NpgsqlBatchCommand(_stamp);
        command.Parameters.With(organisationId).With(stamp.Record).With(stamp.Owner).With(effect);
        return command;
    }

    /// <summary>Throws where a run has lost its claim meanwhile: then nothing of the transaction may stay.</summary>
    public static void Check(IEnumerable<NpgsqlBatchCommand> stamps)
    {
        if (stamps.Any(stamp => stamp.RecordsAffected != 1))
            throw new StoreUnavailableException("A request took so long that its repetition has taken over.");
    }
}
