using System.Diagnostics;
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
    public static async Task<string> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(PostgresServer.Program(program), arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(await errors);
    }
}
