using Contacts.Silo;
using Contacts.Testing.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace Contacts.Cluster.Tests;

/// <summary>The statements of our migration, run by the providers they were written for.</summary>
public sealed class ProviderTests : IAsyncLifetime
{
    private static readonly GrainId _grain = GrainId.Create("note", "a/b");
    private WebApplication? _silo;

    private IServiceProvider Services => _silo!.Services;

    public async Task InitializeAsync()
    {
        if (PostgresServer.Missing is not null) return;
        var server = await PostgresServer.SharedAsync();
        _silo = SiloHost.Build(
        [
            "--urls", "http://127.0.0.1:0", "--ConnectionStrings:Contacts", await server.CreateEmptyDatabaseAsync(),
        ]);
        await _silo.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_silo is not null) await _silo.DisposeAsync();
    }

    [PostgresFact]
    public async Task State_is_written_read_and_cleared_and_of_two_writers_the_second_is_refused()
    {
        var storage = Services.GetRequiredKeyedService<IGrainStorage>("Default");
        var first = new GrainState<Note>(new Note { Text = "first" });
        await storage.WriteStateAsync("note", _grain, first);
        var rival = new GrainState<Note>(new Note { Text = "rival" });
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("note", _grain, rival));
        var second = await ReadAsync(storage);
        Assert.Equal("first", second.State!.Text);

        second.State = new Note { Text = "second" };
        await storage.WriteStateAsync("note", _grain, second);
        await Assert.ThrowsAsync<InconsistentStateException>(() => storage.WriteStateAsync("note", _grain, first));
        Assert.Equal("second", (await ReadAsync(storage)).State!.Text);

        await storage.ClearStateAsync("note", _grain, second);
        Assert.Equal("", (await ReadAsync(storage)).State!.Text);
    }

    [PostgresFact]
    public async Task Membership_refuses_a_change_that_was_made_without_knowing_the_last_one()
    {
        var membership = Services.GetRequiredService<IMembershipTable>();
        var before = await membership.ReadAllAsync();
        var (self, _) = Assert.Single(before.Members);
        Assert.Equal(SiloStatus.Active, self.Status);
        var joining = Entry(self, generation: 1);
        Assert.True(await membership.InsertRowAsync(joining, before.Version.Next()));
        Assert.False(await membership.InsertRowAsync(Entry(self, generation: 2), before.Version.Next()));
        Assert.False(await membership.UpdateRowAsync(joining, before.Version.VersionEtag, before.Version.Next()));

        var now = await membership.ReadAllAsync();
        Assert.Equal((before.Version.Version + 1, 2), (now.Version.Version, now.Members.Count));
        Assert.False(await membership.InsertRowAsync(joining, now.Version.Next()));
        joining.AddSuspector(self.SiloAddress, DateTime.UnixEpoch);
        joining.Status = SiloStatus.Dead;
        Assert.True(await membership.UpdateRowAsync(joining, now.Version.VersionEtag, now.Version.Next()));
        var (dead, _) = Assert.Single((await membership.ReadRowAsync(joining.SiloAddress)).Members);
        Assert.Equal((SiloStatus.Dead, self.SiloAddress), (dead.Status, Assert.Single(dead.SuspectTimes!).Item1));

        await membership.CleanupDefunctSiloEntriesAsync(DateTimeOffset.MaxValue);
        Assert.Equal(self.SiloAddress, Assert.Single((await membership.ReadAllAsync()).Members).Item1.SiloAddress);
    }

    private static MembershipEntry Entry(MembershipEntry self, int generation) => new()
    {
        SiloAddress = SiloAddress.New(self.SiloAddress.Endpoint, generation), SiloName = "joining", HostName = "host",
        Status = SiloStatus.Created, ProxyPort = 0, StartTime = DateTime.UnixEpoch, IAmAliveTime = DateTime.UnixEpoch,
    };

    private static async Task<GrainState<Note>> ReadAsync(IGrainStorage storage)
    {
        var state = new GrainState<Note>();
        await storage.ReadStateAsync("note", _grain, state);
        return state;
    }

    [GenerateSerializer, Alias("tests.note")]
    public sealed record Note
    {
        [Id(0)] public string Text { get; init; } = "";
    }
}
