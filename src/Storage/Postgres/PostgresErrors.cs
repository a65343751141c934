using System.Net.Sockets;
using Npgsql;

namespace Contacts.Storage.Postgres;

/// <summary>Tells an outage and a lost race from a bug.</summary>
internal static class PostgresErrors
{
    /// <summary>The transaction lost against another one and may simply be run again.</summary>
    public static bool IsLostRace(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
    };

    /// <summary>The server is away, going away, read-only, out of resources or too slow.</summary>
    public static bool IsUnavailable(Exception exception) => exception switch
    {
        PostgresException postgres => IsUnavailable(postgres.SqlState),
        NpgsqlException or TimeoutException or SocketException or IOException => true,
        _ => false,
    };

    private static bool IsUnavailable(string state) =>
        state.StartsWith("08", StringComparison.Ordinal) // connection
        || state.StartsWith("53", StringComparison.Ordinal) // out of connections, memory, disk
        || state.StartsWith("57P", StringComparison.Ordinal) // shutting down, starting up
        || state.StartsWith("58", StringComparison.Ordinal) // input/output
        || state is PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.ReadOnlySqlTransaction
            or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected;
}
