using System.Runtime.InteropServices;
using Contacts.Core.Idempotency;
using Contacts.Storage.Stores;
using Npgsql;
using NpgsqlTypes;

namespace Contacts.Storage.Postgres;

/// <summary>Notes effects of idempotent requests with the other commands of a batch.</summary>
internal static class PostgresStamping
{
    /// <summary>A statement of a batch; it must affect one row.</summary>
    public static NpgsqlBatchCommand Command(int organisationId, IdempotencyStamp stamp, long effect)
    {
        var command = new NpgsqlBatchCommand(Stamping.Statement.Postgres);
        command.Parameters.With(organisationId).With(stamp.Record).With(stamp.Owner).With(effect)
            .With(NpgsqlDbType.Bytea, ImmutableCollectionsMarshal.AsArray(stamp.Note));
        return command;
    }

    /// <summary>Throws where a run has lost its claim meanwhile: then nothing of the transaction may stay.</summary>
    public static void Check(IEnumerable<NpgsqlBatchCommand> stamps)
    {
        foreach (var stamp in stamps) Stamping.Check((long)stamp.RecordsAffected);
    }
}
