using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Orleans.Runtime;

namespace Orleans.Storage;

/// <summary>Keeps states in memory for the life of the process, as JSON, so that nobody shares an object with the store.</summary>
internal sealed class MemoryGrainStorage : IGrainStorage
{
    private static readonly JsonSerializerOptions _json = new() { IncludeFields = true };

    private readonly ConcurrentDictionary<(GrainId Grain, string State), Record> _records = [];
    private long _version;

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var record = _records.GetValueOrDefault((grainId, stateName));
        grainState.State = record is null ? Activator.CreateInstance<T>() : JsonSerializer.Deserialize<T>(record.Json, _json);
        grainState.ETag = record?.ETag;
        grainState.RecordExists = record is not null;
        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var next = new Record(
            JsonSerializer.SerializeToUtf8Bytes(grainState.State, _json),
            Interlocked.Increment(ref _version).ToString(CultureInfo.InvariantCulture));
        var stored = _records.GetValueOrDefault((grainId, stateName));
        var written = stored?.ETag == grainState.ETag
            && (stored is null ? _records.TryAdd((grainId, stateName), next) : _records.TryUpdate((grainId, stateName), next, stored));
        if (!written) throw Conflict(stateName, grainId, grainState.ETag);
        grainState.ETag = next.ETag;
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var stored = _records.GetValueOrDefault((grainId, stateName));
        if (stored?.ETag != grainState.ETag || (stored is not null && !_records.TryRemove(new((grainId, stateName), stored))))
            throw Conflict(stateName, grainId, grainState.ETag);
        grainState.State = Activator.CreateInstance<T>();
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private InconsistentStateException Conflict(string stateName, GrainId grainId, string? etag) =>
        new(
            $"The state '{stateName}' of {grainId} has changed since it was read.",
            _records.GetValueOrDefault((grainId, stateName))?.ETag,
            etag);

    private sealed record Record(byte[] Json, string ETag);
}
