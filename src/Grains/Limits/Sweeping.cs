using Contacts.Core.Idempotency;
using Contacts.Core.Imports;
using Contacts.Core.Limits;
using Contacts.Core.Users;
using Contacts.Grains.Jobs;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Limits;

/// <summary>
/// Once a minute deletes expired rate-limit windows, answers and reports and journals of imports that were kept long enough, files of
/// imports that nobody needs any more, and people's sessions, links and counts of attempts that are over, in small batches.
/// </summary>
public sealed class Sweeping(
    IRateLimitStore windows, IIdempotencyStore answers, IImportStore imports, IImportUndoStore undos, IImportTrialStore trials,
    IUserAccountStore accounts, ISessionStore sessions, IAttemptStore attempts, TimeProvider time, ILogger<Sweeping> logger)
        : PeriodicWork(TimeSpan.FromMinutes(1), time, logger)
{
    private const int Batch = 500;
    private const int Pieces = 32;
    private const int Entries = 5000;
    private static readonly TimeSpan _windowsKept = TimeSpan.FromHours(2);

    /// <summary>How long an answer can be replayed.</summary>
    public static readonly TimeSpan AnswersKept = TimeSpan.FromHours(24);

    /// <summary>How long the report of an import is kept.</summary>
    public static readonly TimeSpan ReportsKept = TimeSpan.FromDays(30);

    /// <summary>How long an upload may bring nothing before it is given up.</summary>
    public static readonly TimeSpan UploadPatience = TimeSpan.FromHours(1);

    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = Now;
        await RepeatAsync(Batch, atMost => windows.SweepAsync(now - _windowsKept, atMost, cancellationToken));
        await RepeatAsync(Batch, atMost => answers.SweepAsync(now - AnswersKept, atMost, cancellationToken));
        await RepeatAsync(Entries, atMost => undos.SweepAsync(now - ReportsKept, atMost, cancellationToken));
        await RepeatAsync(Pieces, atMost => imports.SweepAsync(now - UploadPatience, now - ReportsKept, atMost, cancellationToken));
        await RepeatAsync(Entries, atMost => trials.SweepAsync(atMost, cancellationToken));
        await RepeatAsync(Batch, atMost => accounts.SweepAsync(now, atMost, cancellationToken));
        await RepeatAsync(Batch, atMost => sessions.SweepAsync(now, atMost, cancellationToken));
        await RepeatAsync(Batch, atMost => attempts.SweepAsync(now, atMost, cancellationToken));
    }
}
