using Contacts.Core;
using Contacts.Storage.Sqlite.Contacts;
using Contacts.Storage.Stores;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Contacts.Storage.Sqlite.Maintenance;

/// <summary>
/// Rewrites the search index, whose old segments still have what was removed from it, in small steps between other writes; then writes the
/// log back into the file and empties it. An index that takes longer goes on being merged with the writes to come; a log that a long read
/// holds is emptied after it. What a process has left at its end is cleaned at the next start.
/// </summary>
internal sealed partial class SqliteErasureCleaning : BackgroundService, IErasureCleaning
{
    /// <summary>Pages that a step writes.</summary>
    private const int StepPages = 256;

    private static readonly TimeSpan _mergeTime = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _period = TimeSpan.FromSeconds(2);
    private static readonly SqliteQuery _uncleaned = SqliteQuery.Load("Erasure/uncleaned.sql");
    private static readonly SqliteQuery _setCleaned = SqliteQuery.Load("Erasure/set_cleaned.sql");

    private readonly SqliteDatabase _database;
    private readonly TimeProvider _time;
    private readonly ILogger<SqliteErasureCleaning> _logger; // The generated log methods use it.
    private readonly CleaningPace _pace;
    private int _isWaiting;

    public SqliteErasureCleaning(SqliteDatabase database, TimeProvider time, ILogger<SqliteErasureCleaning> logger)
    {
        (_database, _time, _logger) = (database, time, logger);
        _pace = new(RunAsync, time);
    }

    public Task CleanAsync() => _pace.RunAsync();

    public override void Dispose()
    {
        base.Dispose();
        _pace.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (await FindUncleanedAsync() is not null) await CleanAsync();
        }
        catch (StoreUnavailableException exception)
        {
            LogFailed(exception);
        }
    }

    private async Task RunAsync()
    {
        try
        {
            var since = _time.GetTimestamp();
            var erased = await FindUncleanedAsync();
            var isMore = await MergeAsync(-StepPages);
            while (isMore && _time.GetElapsedTime(since) < _mergeTime) isMore = await MergeAsync(StepPages);
            var isEmpty = await _database.TryEmptyLogAsync();
            if (isEmpty && !isMore && erased is { } number) await SetCleanedAsync(number);
            if (isEmpty || Interlocked.Exchange(ref _isWaiting, 1) == 1) return;
            LogHeld();
            _ = EmptyLaterAsync();
        }
        catch (StoreUnavailableException exception)
        {
            LogFailed(exception);
        }
    }

    /// <summary>The last erasure, where the files were not cleaned since.</summary>
    private Task<long?> FindUncleanedAsync() =>
        _database.ReadAsync(session => session.Prepare(_uncleaned).Scalar(), CancellationToken.None);

    private Task<bool> SetCleanedAsync(long number) => _database.WriteAsync(
        session =>
        {
            session.Prepare(_setCleaned).Bind(number).Run();
            return true;
        },
        CancellationToken.None);

    private Task<bool> MergeAsync(int pages) =>
        _database.WriteAsync(session => SearchIndex.Merge(session, pages), CancellationToken.None);

    /// <summary>Ends with the long read, or with the store, whose log is empty then.</summary>
    private async Task EmptyLaterAsync()
    {
        using var timer = new PeriodicTimer(_period, _time);
        try
        {
            while (await timer.WaitForNextTickAsync() && !await _database.TryEmptyLogAsync())
            {
            }
        }
        catch (StoreUnavailableException exception)
        {
            LogFailed(exception);
        }
        finally
        {
            Volatile.Write(ref _isWaiting, 0);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "The log of the database is emptied once a long read has ended")]
    private partial void LogHeld();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database could not be cleaned after an erasure; it is with later writes")]
    private partial void LogFailed(Exception exception);
}
