using Contacts.Core;
using Contacts.Core.Imports;
using Contacts.Grains.Jobs;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Imports;

/// <summary>Wakes this process's <see cref="ImportService"/>.</summary>
public sealed class ImportSignal : WorkSignal;

/// <summary>
/// Runs imports and their undos, one at a time in each process and of each organisation. A job is held by one process, for seconds at a
/// time: after a crash any process goes on where it was.
/// </summary>
public sealed partial class ImportService(
    IImportStore store, ImportRunner runner, UndoRunner undo, ImportOptions options, ImportSignal signal, TimeProvider time,
    ILogger<ImportService> logger)
    : JobLoop(signal, time)
{
    public override async Task<bool> RunOneAsync(CancellationToken cancellationToken)
    {
        if (await store.ClaimAsync(Now, Now + options.Lease, cancellationToken) is not { } job) return false;
        ImportTelemetry.Runs(1);
        try
        {
            await (job.State == ImportState.Undoing ? undo.RunAsync(job, cancellationToken) : runner.RunAsync(job, cancellationToken));
        }
        catch (Exception e) when (e is not StoreUnavailableException)
        {
            await ReleaseAsync(job);
            throw;
        }
        finally
        {
            ImportTelemetry.Runs(-1);
        }
        return true;
    }

    /// <summary>Lets a job go that was interrupted or failed: the others that wait come first, and need not wait for its lease.</summary>
    private async Task ReleaseAsync(ImportJob job)
    {
        try
        {
            await store.ReleaseAsync(job, Now, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            // Then the lease ends by itself.
        }
    }

    protected override void Failed(Exception exception) => LogFailed(logger, exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "An import failed; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}

/// <summary>How a process runs imports.</summary>
public sealed class ImportOptions
{
    /// <summary>The most rows of one transaction; fewer where they take longer than the store says.</summary>
    public int BatchRows { get; set; } = 2048;

    /// <summary>How long a job is held without a sign of life.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a job is worked on before the others that wait get their turn.</summary>
    public TimeSpan Turn { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long to wait before rows that were refused under load are tried again.</summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromMilliseconds(100);
}
