using System.Diagnostics;
using System.Globalization;
using Contacts.Storage;
using Contacts.Storage.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Contacts.Testing.Postgres;

/// <summary>
/// A private PostgreSQL server in a temporary folder, on a free loopback port. <see cref="SharedAsync"/> is started once for all tests
/// of the process; <see cref="StartNewAsync"/> gives one that a test may stop and kill. Either is removed when the process ends, however
/// it ends.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private static readonly string? _binaries = FindBinaries();
    private static readonly Lazy<Task<PostgresServer>> _shared = new(() => StartNewAsync());
    private static int _databases;

    private readonly string _folder;
    private readonly string _settings;
    private readonly Lazy<Task<string>> _template;
    private readonly Process _remover;
    private readonly ReservedPort _port = new();

    private PostgresServer(string folder, bool fsync)
    {
        _folder = folder;
        _settings = $"-p {Port} -h 127.0.0.1 -c unix_socket_directories= -c max_connections=200 -c shared_buffers=64MB"
            + $" -c fsync={(fsync ? "on" : "off")}";
        _template = new Lazy<Task<string>>(CreateTemplateAsync);
        _remover = StartRemover();
    }

    public int Port => _port.Number;

    /// <summary>The process whose children do the work.</summary>
    public int MainProcessId => int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>Why there is no server to test with; null where there is one.</summary>
    public static string? Missing => _binaries is null ? "No PostgreSQL binaries in PATH or /usr/lib/postgresql." : null;

    public static Task<PostgresServer> SharedAsync() => _shared.Value;

    /// <param name="walSegment">MiB of a file of the write-ahead log.</param>
    public static async Task<PostgresServer> StartNewAsync(bool fsync = true, int walSegment = 16)
    {
        var folder = Directory.CreateTempSubdirectory("contacts-postgres-").FullName;
        if (Environment.IsPrivilegedProcess) Run("chown", ["postgres", folder]);
        var server = new PostgresServer(folder, fsync);
        RunAsServer("initdb",
            ["-D", server.Data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync", $"--wal-segsize={walSegment}"]);
        await server.StartAsync();
        return server;
    }

    /// <summary>A server with a copy of the data of one that is stopped: what a replica is after a failover.</summary>
    public static async Task<PostgresServer> StartCopyAsync(PostgresServer stopped)
    {
        var folder = Directory.CreateTempSubdirectory("contacts-postgres-").FullName;
        if (Environment.IsPrivilegedProcess) Run("chown", ["postgres", folder]);
        var server = new PostgresServer(folder, fsync: false);
        Run("cp", ["-a", stopped.Data, server.Data]);
        await server.StartAsync();
        return server;
    }

    public string ConnectionString(string database) =>
        $"Host=127.0.0.1;Port={Port};Username=postgres;Database={database};Maximum Pool Size=30";

    /// <summary>The connection string of a new database with the schema of this program.</summary>
    public async Task<string> CreateDatabaseAsync() => await CreateDatabaseAsync(await _template.Value);

    /// <summary>The connection string of a new database without anything in it.</summary>
    /// <param name="options">Options of CREATE DATABASE.</param>
    public Task<string> CreateEmptyDatabaseAsync(string options = "") => CreateDatabaseAsync($"template0 {options}");

    /// <summary>Where one of PostgreSQL's programs is; PATH may know links to some of them only.</summary>
    public static string Program(string name)
    {
        var folder = _binaries ?? throw new InvalidOperationException(Missing);
        var path = Path.Combine(folder, name);
        if (File.Exists(path) || File.ResolveLinkTarget(Path.Combine(folder, "initdb"), returnFinalTarget: true) is not { } linked)
            return path;
        return Path.Combine(Path.GetDirectoryName(linked.FullName)!, name);
    }

    public Task StartAsync()
    {
        RunAsServer("pg_ctl", ["start", "-w", "-t", "60", "-D", Data, "-l", Path.Combine(_folder, "log"), "-o", _settings]);
        return Task.CompletedTask;
    }

    /// <summary>Starts as a standby that follows no primary.</summary>
    public Task StartAsStandbyAsync()
    {
        var signal = Path.Combine(Data, "standby.signal");
        File.WriteAllText(signal, "");
        if (Environment.IsPrivilegedProcess) Run("chown", ["postgres", signal]);
        return StartAsync();
    }

    /// <summary>Ends all sessions and stops.</summary>
    public Task StopAsync() => StopAsync("fast");

    /// <summary>Stops as if the machine had gone.</summary>
    public Task KillAsync() => StopAsync("immediate");

    public async ValueTask DisposeAsync()
    {
        _remover.StandardInput.Close();
        await _remover.WaitForExitAsync();
        _remover.Dispose();
        _port.Dispose();
    }

    private string Data => Path.Combine(_folder, "data");

    private Task StopAsync(string mode)
    {
        RunAsServer("pg_ctl", ["stop", "-w", "-m", mode, "-D", Data]);
        return Task.CompletedTask;
    }

    private async Task<string> CreateTemplateAsync()
    {
        const string name = "contacts_template";
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE template0");
        await using var services = new ServiceCollection()
            .AddPostgresStorage(ConnectionString(name) + ";Pooling=false").BuildServiceProvider();
        await services.GetRequiredService<IStoreMigrator>().MigrateAsync(CancellationToken.None);
        return name;
    }

    private async Task<string> CreateDatabaseAsync(string template)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"contacts_{Interlocked.Increment(ref _databases)}");
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {template}");
        return ConnectionString(name);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString("postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>A process that waits for the end of its input, at the latest the end of this process, and clears up.</summary>
    private Process StartRemover()
    {
        const string script = "trap '' HUP INT TERM; exec >/dev/null 2>&1; cat; folder=$1; shift; \"$@\"; rm -rf \"$folder\"";
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/", RedirectStandardInput = true };
        string[] stop = [.. AsServer("pg_ctl"), "stop", "-w", "-m", "immediate", "-D", Data];
        foreach (var argument in new[] { "-c", script, "sh", _folder }.Concat(stop)) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    private static void RunAsServer(string program, string[] arguments)
    {
        var command = AsServer(program);
        Run(command[0], [.. command[1..], .. arguments]);
    }

    // The server refuses to run as root.
    private static string[] AsServer(string program)
    {
        var path = Program(program);
        return Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", path] : [path];
    }

    // The server keeps what it inherits open: its output goes to a file, or nobody could wait for the end of it.
    private static void Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = "/" };
        var log = Path.GetTempFileName();
        const string script = "log=$1; shift; exec \"$@\" </dev/null >\"$log\" 2>&1";
        foreach (var argument in new[] { "-c", script, "sh", log, program }.Concat(arguments))
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        process.WaitForExit();
        var output = File.ReadAllText(log);
        File.Delete(log);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {output}");
    }

    private static string? FindBinaries()
    {
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Order()
            : Enumerable.Empty<string>();
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(installed.Reverse().Select(version => Path.Combine(version, "bin")))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));
    }
}
