using Contacts.Core;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Contacts.Storage.Sqlite;

/// <summary>Classifies errors: transient outage, or bug.</summary>
internal static class SqliteErrors
{
    /// <summary>The exception to throw: StoreUnavailableException where the error is transient, the error itself if not.</summary>
    public static Exception Translate(Exception error) => error switch
    {
        SqliteException sqlite when DescribeOrNull(sqlite.SqliteErrorCode) is { } why => new StoreUnavailableException(why, error),
        IOException => new StoreUnavailableException("The database file cannot be used.", error),
        ObjectDisposedException => new StoreUnavailableException("The store is closed.", error),
        _ => error,
    };

    /// <summary>Whether a unique index refused a row.</summary>
    public static bool IsDuplicate(SqliteException error) =>
        error.SqliteExtendedErrorCode is raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY;

    /// <summary>Whether the index that refused a row has a column.</summary>
    public static bool IsAbout(SqliteException error, string column) => error.Message.Contains($".{column}", StringComparison.Ordinal);

    private static string? DescribeOrNull(int code) => code switch
    {
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL => "The database is locked.",
        raw.SQLITE_FULL => "The disk is full.",
        raw.SQLITE_IOERR => "The disk failed.",
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_CANTOPEN => "The database file cannot be opened or written.",
        raw.SQLITE_NOMEM => "There is no memory left for the database.",
        raw.SQLITE_INTERRUPT => "The database took too long.",
        _ => null,
    };
}
