using System.Net.Sockets;
using Npgsql;

namespace Contacts.Storage.Postgres;

/// <summary>Classifies errors: outage, lost race, or bug.</summary>
internal static class PostgresErrors
{
    /// <summary>
    /// The transaction lost against another one and may simply be run again: it then finds the consent that it wanted to make, or who has
    /// the integrator's id that it wanted.
    /// </summary>
    public static bool IsLostRace(Exception exception) => IsForeignIdTaken(exception) || exception is PostgresException
    {
        SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
    } or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "consent_pkey" };

    /// <summary>Another live contact has an integrator's id.</summary>
    public static bool IsForeignIdTaken(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "contact_foreign_id" };

    /// <summary>A unique index refused a row.</summary>
    public static bool IsDuplicate(Exception exception) => exception is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    /// <summary>The server takes no writes or is about to go: after a failover its address may lead to another one.</summary>
    public static bool IsNoPrimary(Exception exception) => exception is PostgresException
    {
        SqlState: PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown
            or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.DatabaseDropped,
    };

    /// <summary>The server is unavailable, going away, read-only, out of resources or too slow.</summary>
    public static bool IsUnavailable(Exception exception) => DescribeOutage(exception) is not null;

    /// <summary>A sentence for operators; null if the error is not transient.</summary>
    public static string? DescribeOutage(Exception exception) => exception switch
    {
        PostgresException postgres => DescribeOrNull(postgres.SqlState) ?? DescribeFullStorage(postgres),
        NpgsqlException { InnerException: TimeoutException } or TimeoutException => "The database took too long.",
        NpgsqlException or SocketException or IOException => "The database cannot be reached.",
        _ => null,
    };

    private static string? DescribeOrNull(string state) => state switch
    {
        PostgresErrorCodes.DiskFull => "The disk of the database is full.",
        PostgresErrorCodes.TooManyConnections => "The database has no connection left.",
        PostgresErrorCodes.QueryCanceled or PostgresErrorCodes.LockNotAvailable => "The database took too long.",
        PostgresErrorCodes.ReadOnlySqlTransaction => "The database is read-only.",
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => "The database lost one race after the other.",
        _ => state[..2] switch
        {
            "08" => "The database cannot be reached.",
            "53" => "The database is out of memory or another resource.",
            "57" when state[2] == 'P' => "The database is starting or stopping.",
            "58" => "The disk of the database failed.",
            _ => null,
        },
    };

    /// <summary>
    /// The server has no SQLSTATE for a quota or a limit on the size of files: only the place says that a file was refused.
    /// </summary>
    private static string? DescribeFullStorage(PostgresException exception) =>
        exception is { SqlState: PostgresErrorCodes.InternalError, File: "md.c" or "fd.c" or "buffile.c" or "xlog.c" }
            ? "The disk of the database failed."
            : null;
}
