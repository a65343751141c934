using System.Diagnostics;

namespace Contacts.Testing;

/// <summary>Programs of the system.</summary>
public static class Programs
{
    /// <summary>Runs a program to its end and gives what it has printed. Throws InvalidOperationException with its errors if it fails.</summary>
    public static async Task<string> RunAsync(string path, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(path, arguments)
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(await errors);
    }
}
