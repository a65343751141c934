using System.Globalization;
using Contacts.Storage.Sqlite.Contacts;

namespace Contacts.Storage.Sqlite;

/// <summary>Brings a file to the schema of this program. The number of the last migration is the file's user_version.</summary>
internal static class SqliteMigrations
{
    private static readonly SqliteQuery _version = SqliteQuery.Load("version.sql");
    private static readonly SqliteQuery _tables = SqliteQuery.Load("count_tables.sql");

    /// <summary>The version that this program needs.</summary>
    public static int Latest { get; } = Sql.Migrations("Sqlite/Migrations").Length;

    public static long VersionOf(SqliteSession session) => session.Prepare(_version).Scalar() ?? 0;

    /// <summary>Throws <see cref="StoreMigrationException"/> if the file is newer than this program or is not one of its own.</summary>
    public static void Apply(SqliteSession session, string path)
    {
        var version = VersionOf(session);
        if (version > Latest)
            throw new StoreMigrationException(
                $"The database file '{path}' has schema {version}; this program knows schemas up to {Latest}. Start a newer one.");
        if (version == 0 && session.Prepare(_tables).Scalar() > 0)
            throw new StoreMigrationException($"The database file '{path}' has tables that are not this program's.");
        if (version < Latest) session.Define("contact_search_text", SearchText.AllOf);
        foreach (var migration in Sql.Migrations("Sqlite/Migrations"))
            if (migration.Number > version) Apply(session, migration);
    }

    private static void Apply(SqliteSession session, Migration migration)
    {
        var version = migration.Number.ToString(CultureInfo.InvariantCulture);
        session.Run("BEGIN IMMEDIATE");
        try
        {
            session.Run(migration.Text);
            session.Run("PRAGMA user_version = " + version);
            session.Run("COMMIT");
        }
        catch
        {
            if (session.InTransaction) session.Run("ROLLBACK");
            throw;
        }
    }
}
