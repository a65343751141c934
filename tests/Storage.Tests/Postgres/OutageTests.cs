using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.Testing.Postgres;
using Npgsql;

namespace Contacts.Storage.Tests.Postgres;

public sealed class OutageTests
{
    [PostgresTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task While_the_server_is_away_calls_say_so_and_when_it_is_back_all_is_well(bool killed)
    {
        await using var server = await PostgresServer.StartNewAsync();
        await using var stores = new PostgresStores(await server.CreateDatabaseAsync());
        await stores.Contacts.WriteAsync([Make.Registration("ava@example.com", 1)], CancellationToken.None);
        await stores.Contacts.ListAsync(1, new ContactQuery(), CancellationToken.None);

        await (killed ? server.KillAsync() : server.StopAsync());

        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => stores.Contacts.WriteAsync([Make.Registration("noah@example.com")], CancellationToken.None));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => stores.Contacts.ListAsync(1, new ContactQuery(), CancellationToken.None));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => stores.Folding.FoldAsync(CancellationToken.None));
        Assert.False(await stores.Organisations.IsReadyAsync(CancellationToken.None));

        await server.StartAsync();

        Assert.True(await stores.Organisations.IsReadyAsync(CancellationToken.None));
        var results = await stores.Contacts.WriteAsync(
            [Make.Registration("ava@example.com", 1), Make.Registration("noah@example.com")], CancellationToken.None);
        Assert.Equal([ContactWriteOutcome.Unchanged, ContactWriteOutcome.Created], results.Select(result => result.Outcome));
        Assert.Equal(2, (await stores.Contacts.ListAsync(1, new ContactQuery(), CancellationToken.None)).Total);
    }

    [PostgresFact]
    public async Task A_crowd_of_first_requests_takes_no_more_connections_than_leave_room_for_three_processes()
    {
        const string poolSize = ";Maximum Pool Size=30";
        var server = await PostgresServer.SharedAsync();
        var connection = await server.CreateDatabaseAsync();
        Assert.EndsWith(poolSize, connection, StringComparison.Ordinal);
        await using var stores = new PostgresStores(connection[..^poolSize.Length]);

        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => i % 3 == 0
            ? stores.Contacts.WriteAsync([Make.Registration($"{i}@example.com", 1)], CancellationToken.None)
            : stores.Contacts.ListAsync(1, new ContactQuery(), CancellationToken.None) as Task));

        await using var database = NpgsqlDataSource.Create(connection + ";Pooling=false");
        await using var count = database.CreateCommand("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
        Assert.InRange((long)(await count.ExecuteScalarAsync())!, 2, 28);
    }

    [PostgresFact]
    public async Task A_caller_that_gives_up_is_told_so()
    {
        await using var stores = await PostgresStores.NewAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => stores.Contacts.ListAsync(1, new ContactQuery(), new CancellationToken(canceled: true)));
    }
}
