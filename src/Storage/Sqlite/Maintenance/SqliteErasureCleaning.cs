using Contacts.Core;
using Contacts.Storage.Stores;
using Microsoft.Extensions.Logging;

namespace Contacts.Storage.Sqlite.Maintenance;

/// <summary>
/// Rewrites the search index, whose old segments still have what was removed from it, in small steps between other writes; then writes the
/// log back into the file and empties it. An index that takes longer goes on being merged with the writes to come; a log that a long read
/// holds is emptied after it.
/// </summary>
internal sealed partial class SqliteErasureCleaning : IErasureCleaning, IDisposable
{
    /// <summary>Pages that a step writes.</summary>
    private const int StepPages = 256;

    private static readonly TimeSpan _patience = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan _period = TimeSpan.FromSeconds(2);
    private static readonly SqliteQuery _merge = SqliteQuery.Load("Erasure/merge_search_index.sql");

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

    public void Dispose() => _pace.Dispose();

    private async Task RunAsync()
    {
        try
        {
            var since = _time.GetTimestamp();
            var isMore = await MergeAsync(-StepPages);
            while (isMore && _time.GetElapsedTime(since) < _patience) isMore = await MergeAsync(StepPages);
            if (await _database.TryEmptyLogAsync() || Interlocked.Exchange(ref _isWaiting, 1) == 1) return;
            LogHeld();
            _ = EmptyLaterAsync();
        }
        catch (StoreUnavailableException exception)
        {
            LogFailed(exception);
        }
    }

    /// <summary>False once nothing is left to merge: then the command itself is the only change.</summary>
    private Task<bool> MergeAsync(int pages) => _database.WriteAsync(
        session =>
        {
            var before = session.TotalChanges;
            session.Prepare(_merge).Bind(pages).Run();
            return session.TotalChanges - before >= 2;
        },
        CancellationToken.None);

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
