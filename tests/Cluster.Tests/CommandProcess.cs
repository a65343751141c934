using System.Diagnostics;

namespace Contacts.Cluster.Tests;

/// <summary>A command in a process of its own, without a terminal.</summary>
internal static class CommandProcess
{
    public static async Task<CommandEnd> RunAsync(params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Contacts.Silo.dll"), .. args])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, Environment = { ["ASPNETCORE_ENVIRONMENT"] = "Production" },
        };
        SiloProcess.StartCheaply(start);
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new(process.ExitCode, await output, await error);
    }
}

/// <summary>How a command ended.</summary>
internal sealed record CommandEnd(int ExitCode, string Output, string Error)
{
    public CommandEnd Is(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"expected {exitCode}, got {ExitCode}\n{Output}\n{Error}");
        return this;
    }
}
