using Contacts.Core.Audit;
using Contacts.Storage.Stores;
using Npgsql;

namespace Contacts.Storage.Postgres;

/// <summary>Leaves what commands are to leave with the other statements of a batch.</summary>
internal sealed class PostgresTrails(NpgsqlBatch batch)
{
    private readonly List<NpgsqlBatchCommand> _stamps = [];

    /// <summary><paramref name="effect"/> is the id of the record that was written.</summary>
    public void Add(int organisationId, CommandTrail? trail, long effect)
    {
        if (trail?.Stamp is { } stamp)
            _stamps.Add(Append(PostgresSession.BatchCommand(Trails.Stamp, Trails.Values(organisationId, stamp, effect))));
        if (trail is null) return;
        foreach (var entry in Trails.Entries(organisationId, trail, effect)) Append(PostgresSession.BatchCommand(Trails.Audit, entry));
    }

    /// <summary>Whether all runs of idempotent requests still have their claims, after the batch was executed.</summary>
    public bool IsLeft => _stamps.All(stamp => stamp.RecordsAffected == 1);

    /// <summary>
    /// To be called after the batch was executed. Throws where the run of an idempotent request has lost its claim meanwhile: then nothing
    /// of the transaction may stay.
    /// </summary>
    public void Check()
    {
        foreach (var stamp in _stamps) Trails.Check((long)stamp.RecordsAffected);
    }

    private NpgsqlBatchCommand Append(NpgsqlBatchCommand command)
    {
        batch.BatchCommands.Add(command);
        return command;
    }
}
