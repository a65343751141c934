using Contacts.Core;
using Contacts.Core.Idempotency;
using Contacts.Core.Imports;
using Contacts.Core.Limits;
using Contacts.Core.Users;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Limits;

/// <summary>
/// Once a minute deletes expired rate-limit windows, answers and reports of imports that were kept long enough, files of imports that
/// nobody needs any more, and people's sessions, links and counts of attempts that are over, in small batches. Several processes may do it
/// at once; one that finds the store away tries again next time.
/// </summary>
public sealed partial class Sweeping(
    IRateLimitStore windows, IIdempotencyStore answers, IImportStore imports, IUserAccountStore accounts, ISessionStore sessions,
    IAttemptStore attempts, TimeProvider time, ILogger<Sweeping> logger)
        : BackgroundService
{
    private const int Batch = 500;
    private const int Pieces = 32;
    private static readonly TimeSpan _period = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _windowsKept = TimeSpan.FromHours(2);

    /// <summary>How long an answer can be replayed.</summary>
    public static readonly TimeSpan AnswersKept = TimeSpan.FromHours(24);

    /// <summary>How long the report of an import is kept.</summary>
    public static readonly TimeSpan ReportsKept = TimeSpan.FromDays(30);

    /// <summary>How long an upload may bring nothing before it is given up.</summary>
    public static readonly TimeSpan UploadPatience = TimeSpan.FromHours(1);

    /// <summary>Deletes all that is due.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        while (await windows.SweepAsync(now - _windowsKept, Batch, cancellationToken) == Batch)
        {
        }
        while (await answers.SweepAsync(now - AnswersKept, Batch, cancellationToken) == Batch)
        {
        }
        while (await imports.SweepAsync(now - UploadPatience, now - ReportsKept, Pieces, cancellationToken) == Pieces)
        {
        }
        await accounts.SweepAsync(now, Batch, cancellationToken);
        await sessions.SweepAsync(now, Batch, cancellationToken);
        await attempts.SweepAsync(now, Batch, cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_period, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (StoreUnavailableException)
            {
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                LogFailed(e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "What is kept no longer could not be deleted")]
    private partial void LogFailed(Exception exception);
}
