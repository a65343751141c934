using System.Diagnostics;
using System.Globalization;

namespace Contacts.Cluster.Tests.Trouble;

/// <summary>
/// Lets the operating system refuse a process's writes to files past a size, and no longer: a full disk for that process alone, which needs
/// no disk and no rights.
/// </summary>
internal static class FileSizes
{
    private static readonly string[] _asPostgres = ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"];

    /// <summary>Nothing at <paramref name="bytes"/> or behind it can be written any more.</summary>
    public static void Limit(int processId, int bytes) => Run("prlimit", Arguments(processId, $"{bytes}"));

    public static void Unlimit(int processId) => Run("prlimit", Arguments(processId, "unlimited"));

    /// <summary>The server and its processes; those to come inherit it.</summary>
    public static void LimitPostgres(int processId, int bytes) => SetPostgres(processId, $"{bytes}");

    public static void UnlimitPostgres(int processId) => SetPostgres(processId, "unlimited");

    private static void SetPostgres(int processId, string limit)
    {
        AsPostgres(processId, limit);
        foreach (var process in Directory.GetDirectories("/proc").Select(Path.GetFileName).Where(name => char.IsAsciiDigit(name![0])))
            if (ParentOf(process!) == processId) AsPostgres(int.Parse(process!, CultureInfo.InvariantCulture), limit);
    }

    // The limits of a process are its user's to change.
    private static void AsPostgres(int processId, string limit)
    {
        if (Environment.IsPrivilegedProcess) Run(_asPostgres[0], [.. _asPostgres[1..], "prlimit", .. Arguments(processId, limit)]);
        else Run("prlimit", Arguments(processId, limit));
    }

    private static string[] Arguments(int processId, string limit) => [$"--pid={processId}", $"--fsize={limit}:unlimited"];

    private static int? ParentOf(string process)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{process}/stat"); // "pid (name) state parent …"; a name may hold anything.
            return int.Parse(stat[(stat.LastIndexOf(')') + 4)..].Split(' ')[0], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return null; // It has just ended.
        }
    }

    private static void Run(string program, string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        var isGone = error.Contains("No such process", StringComparison.Ordinal); // Sessions end when they like.
        if (process.ExitCode != 0 && !isGone)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed: {error}");
    }
}
