using System.Net;
using Npgsql;

namespace Contacts.Storage.Postgres.Cluster;

/// <summary>A start of a silo that the membership has as active, and when it last said so.</summary>
public sealed record ActiveSilo(IPAddress Address, int Port, int Generation, DateTime AliveAt);

/// <summary>Reads the membership table before a silo joins. Throws the driver's exceptions.</summary>
public sealed class ActiveSilos(string connectionString, string clusterId) : IAsyncDisposable
{
    private static readonly string _find = Sql.Load("Postgres/Cluster/find_active.sql");
    private static readonly string _declareDead = Sql.Load("Postgres/Cluster/declare_dead.sql");

    private readonly NpgsqlDataSource _source =
        DataSources.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxPoolSize = 2 });

    public async Task<List<ActiveSilo>> FindAsync(CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand(_find);
        command.Parameters.With(clusterId);
        return await command.ReadAllAsync(
            row => new ActiveSilo(IPAddress.Parse(row.GetString(0)), row.GetInt32(1), row.GetInt32(2), row.GetDateTime(3)),
            cancellationToken);
    }

    /// <summary>Does nothing if the silo has reported that it is alive since.</summary>
    public async Task DeclareDeadAsync(ActiveSilo silo, CancellationToken cancellationToken)
    {
        await using var command = _source.CreateCommand(_declareDead);
        command.Parameters.With(clusterId).With(silo.Address.ToString()).With(silo.Port).With(silo.Generation);
        command.Parameters.With(NpgsqlTypes.NpgsqlDbType.TimestampTz, silo.AliveAt);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
