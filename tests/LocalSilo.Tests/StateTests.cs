using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;

namespace Contacts.LocalSilo.Tests;

public sealed class StateTests
{
    [Alias("state")]
    public interface IStateGrain : IGrainWithStringKey
    {
        Task<string> ReadAsync();

        Task WriteAsync(string text);

        Task SetOnlyAsync(string text);

        Task ClearAsync();

        Task EndAsync();
    }

    public sealed class Note
    {
        public string Text { get; set; } = "new";
    }

    public sealed class StateGrain(
        [PersistentState("note", "notes")] IPersistentState<Note> note,
        [PersistentState("other")] IPersistentState<Note> other) : Grain, IStateGrain
    {
        public Task<string> ReadAsync() =>
            Task.FromResult($"{note.State.Text} {note.RecordExists} {note.Etag is not null} {other.State.Text}");

        public Task WriteAsync(string text)
        {
            note.State = new() { Text = text };
            return note.WriteStateAsync();
        }

        public Task SetOnlyAsync(string text)
        {
            note.State.Text = text;
            return Task.CompletedTask;
        }

        public Task ClearAsync() => note.ClearStateAsync();

        public Task EndAsync()
        {
            DeactivateOnIdle();
            return Task.CompletedTask;
        }
    }

    private sealed class StoredNote : IGrainState<Note>
    {
        public Note? State { get; set; } = new();

        public string? ETag { get; set; }

        public bool RecordExists { get; set; }
    }

    [Fact]
    public async Task A_written_state_is_there_after_reactivation_and_an_unwritten_one_is_not()
    {
        await using var silo = await StartAsync();
        var grain = silo.Get<IStateGrain>();
        Assert.Equal("new False False new", await grain.ReadAsync());
        await grain.WriteAsync("kept");
        await grain.SetOnlyAsync("lost");
        await grain.EndAsync();
        Assert.Equal("kept True True new", await grain.ReadAsync());
        Assert.Equal("new False False new", await silo.Get<IStateGrain>("b").ReadAsync());
    }

    [Fact]
    public async Task A_cleared_state_is_new_and_can_be_written_again()
    {
        await using var silo = await StartAsync();
        var grain = silo.Get<IStateGrain>();
        await grain.WriteAsync("one");
        await grain.ClearAsync();
        Assert.Equal("new False False new", await grain.ReadAsync());
        await grain.WriteAsync("two");
        Assert.Equal("two True True new", await grain.ReadAsync());
    }

    [Fact]
    public async Task A_write_over_a_record_that_changed_since_is_refused()
    {
        await using var silo = await StartAsync();
        var grain = silo.Get<IStateGrain>();
        await grain.WriteAsync("mine");
        var storage = silo.Services.GetRequiredKeyedService<IGrainStorage>("notes");
        var theirs = new StoredNote();
        var id = GrainId.Create("state", "a");
        await storage.ReadStateAsync("note", id, theirs);
        Assert.Equal("mine", theirs.State!.Text);
        await storage.WriteStateAsync("note", id, theirs);
        var failure = await Assert.ThrowsAsync<InconsistentStateException>(() => grain.WriteAsync("late"));
        Assert.Equal(theirs.ETag, failure.StoredEtag);
        await Assert.ThrowsAsync<InconsistentStateException>(() => grain.ClearAsync());
    }

    [Fact]
    public async Task A_grain_whose_storage_is_not_registered_fails_to_activate()
    {
        await using var silo = await TestSilo.StartAsync<StateGrain>();
        var failure = await Assert.ThrowsAsync<BadProviderConfigException>(() => silo.Get<IStateGrain>().ReadAsync());
        Assert.Contains("notes", failure.Message);
    }

    private static Task<TestSilo> StartAsync() =>
        TestSilo.StartAsync<StateGrain>(null, s => s.AddMemoryGrainStorage("notes").AddMemoryGrainStorage());
}
