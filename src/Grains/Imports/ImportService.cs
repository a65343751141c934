using Contacts.Core.Imports;
using Contacts.Grains.Jobs;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Imports;

/// <summary>Wakes this process's <see cref="ImportService"/>.</summary>
public sealed class ImportSignal : WorkSignal;

/// <summary>
/// Runs imports, one at a time in each process. A job is held by one process, for seconds at a time: after a crash any process goes on
/// where it was.
/// </summary>
public sealed partial class ImportService(
    IImportStore store, ImportRunner runner, ImportOptions options, ImportSignal signal, TimeProvider time, ILogger<ImportService> logger)
    : JobLoop(signal, time)
{
    public override async Task<bool> RunOneAsync(CancellationToken cancellationToken)
    {
        if (await store.ClaimAsync(Now, Now + options.Lease, cancellationToken) is not { } job) return false;
        ImportTelemetry.Runs(1);
        try
        {
            await runner.RunAsync(job, cancellationToken);
        }
        finally
        {
            ImportTelemetry.Runs(-1);
        }
        return true;
    }

    protected override void Failed(Exception exception) => LogFailed(logger, exception);

    [LoggerMessage(Level = LogLevel.Error, Message = "An import failed; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
