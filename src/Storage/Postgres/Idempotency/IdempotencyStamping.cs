using System.Runtime.InteropServices;
using Contacts.Core;
using Contacts.Core.Idempotency;
using Npgsql;
using NpgsqlTypes;

namespace Contacts.Storage.Postgres.Idempotency;

/// <summary>Notes effects of idempotent requests in the transaction that has them.</summary>
internal static class IdempotencyStamping
{
    private static readonly string _stamp = Sql.Load("Postgres/Idempotency/stamp.sql");

    /// <summary>A statement of a batch; it must affect one row.</summary>
    public static NpgsqlBatchCommand Command(int organisationId, IdempotencyStamp stamp, long effect)
    {
        var command = new NpgsqlBatchCommand(_stamp);
        command.Parameters.With(organisationId).With(stamp.Record).With(stamp.Owner).With(effect)
            .With(NpgsqlDbType.Bytea, ImmutableCollectionsMarshal.AsArray(stamp.Note));
        return command;
    }

    /// <summary>
    /// Runs work in one transaction with the note of its effect, which is null where it changed nothing; without a stamp there is
    /// neither note nor transaction.
    /// </summary>
    public static async Task<T> RunAsync<T>(
        NpgsqlConnection connection, RecordStamp? record, Func<Task<T>> work, Func<T, long?> effectOf, CancellationToken cancellationToken)
    {
        if (record is not { } stamped) return await work();
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var result = await work();
        if (effectOf(result) is { } effect)
        {
            await using var batch = new NpgsqlBatch(connection, transaction);
            batch.BatchCommands.Add(Command(stamped.OrganisationId, stamped.Stamp, effect));
            await batch.ExecuteNonQueryAsync(cancellationToken);
            Check(batch.BatchCommands);
        }
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <summary>Throws where a run has lost its claim meanwhile: then nothing of the transaction may stay.</summary>
    public static void Check(IEnumerable<NpgsqlBatchCommand> stamps)
    {
        if (stamps.Any(stamp => stamp.RecordsAffected != 1))
            throw new StoreUnavailableException("A request took so long that its repetition has taken over.");
    }
}
