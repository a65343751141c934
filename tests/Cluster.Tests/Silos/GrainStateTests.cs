using Contacts.Silo;
using Contacts.Testing.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Contacts.Cluster.Tests;

public sealed class GrainStateTests
{
    [PostgresFact]
    public async Task The_state_of_a_grain_survives_a_restart()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync();
        await using (var silo = await StartAsync(database)) await Note(silo).WriteAsync("kept");

        await using var next = await StartAsync(database);
        Assert.Equal("kept", await Note(next).ReadAsync());
    }

    private static async Task<WebApplication> StartAsync(string database)
    {
        var silo = SiloHost.Build(["--urls", "http://127.0.0.1:0", "--ConnectionStrings:Contacts", database]);
        await silo.StartAsync();
        return silo;
    }

    private static INoteGrain Note(WebApplication silo) => silo.Services.GetRequiredService<IGrainFactory>().GetGrain<INoteGrain>("a");

    [Alias("tests.notes")]
    public interface INoteGrain : IGrainWithStringKey
    {
        Task WriteAsync(string text);

        Task<string> ReadAsync();
    }

    public sealed class NoteGrain([PersistentState("note")] IPersistentState<ProviderTests.Note> note) : Grain, INoteGrain
    {
        public Task WriteAsync(string text)
        {
            note.State = new() { Text = text };
            return note.WriteStateAsync();
        }

        public Task<string> ReadAsync() => Task.FromResult(note.State.Text);
    }
}
