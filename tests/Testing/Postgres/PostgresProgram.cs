using Npgsql;

namespace Contacts.Testing.Postgres;

/// <summary>PostgreSQL's own client programs.</summary>
public static class PostgresProgram
{
    /// <summary>A connection string as the programs take it.</summary>
    public static string Uri(string connectionString)
    {
        var parts = new NpgsqlConnectionStringBuilder(connectionString);
        return $"host={parts.Host} port={parts.Port} dbname={parts.Database} user={parts.Username}";
    }

    /// <summary>Runs a program to its end and gives what it has printed. Throws InvalidOperationException with its errors if it fails.</summary>
    public static Task<string> RunAsync(string program, params string[] arguments) =>
        Programs.RunAsync(PostgresServer.Program(program), arguments);
}
