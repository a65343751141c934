using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.Testing.Postgres;
using Npgsql;

namespace Contacts.Storage.Tests.Postgres;

/// <summary>Two servers with the same data: one was the primary and is a standby now, the other one was promoted.</summary>
public sealed class FailoverTests : IAsyncLifetime
{
    private string _connection = "";
    private PostgresServer? _former;
    private PostgresServer? _promoted;

    public async Task InitializeAsync()
    {
        if (PostgresSkip.Reason is not null) return;
        _former = await PostgresServer.StartNewAsync(fsync: false);
        _connection = await _former.CreateDatabaseAsync();
        await _former.StopAsync();
        _promoted = await PostgresServer.StartCopyAsync(_former);
        await _former.StartAsync();
    }

    public async Task DisposeAsync()
    {
        if (_former is not null) await _former.DisposeAsync();
        if (_promoted is not null) await _promoted.DisposeAsync();
    }

    [PostgresFact]
    public async Task Writes_go_on_as_soon_as_the_address_leads_to_the_new_primary()
    {
        await using var address = new Relay(_former!.Port);
        await using var stores = Stores(options => options.Port = address.Port);
        await WriteAsync(stores, "ava@example.com");
        await stores.Organisations.FindAsync(1, CancellationToken.None);
        Assert.True(await stores.Organisations.IsReadyAsync(CancellationToken.None));

        await _former.StopAsync();
        await _former.StartAsStandbyAsync();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(stores, "noah@example.com")); // The broken connection.
        await Assert.ThrowsAsync<StoreUnavailableException>(() => WriteAsync(stores, "noah@example.com")); // The standby.
        await stores.Organisations.FindAsync(1, CancellationToken.None);

        address.LeadTo(_promoted!.Port);

        Assert.Equal(ContactWriteOutcome.Created, await WriteAsync(stores, "noah@example.com"));
    }

    [PostgresFact]
    public async Task The_store_is_not_ready_while_only_a_standby_is_reached()
    {
        await _former!.StopAsync();
        await _former.StartAsStandbyAsync();
        await using var address = new Relay(_former.Port);
        await using var stores = Stores(options => options.Port = address.Port);

        Assert.False(await stores.Organisations.IsReadyAsync(CancellationToken.None));
        address.LeadTo(_promoted!.Port);
        Assert.True(await stores.Organisations.IsReadyAsync(CancellationToken.None));
    }

    [PostgresTheory]
    [InlineData("read-write")]
    [InlineData(null)]
    public async Task Of_several_hosts_the_one_is_taken_that_can_be_written_to(string? target)
    {
        await _former!.StopAsync();
        await _former.StartAsStandbyAsync();
        await using var stores = Stores(options =>
        {
            options.Host = $"127.0.0.1:{_former.Port},127.0.0.1:{_promoted!.Port}";
            options.TargetSessionAttributes = target;
        });

        Assert.Equal(ContactWriteOutcome.Created, await WriteAsync(stores, "ava@example.com"));
        Assert.True(await stores.Organisations.IsReadyAsync(CancellationToken.None));
    }

    private static async Task<ContactWriteOutcome> WriteAsync(PostgresStores stores, string email)
    {
        var results = await stores.Contacts.WriteAsync([Make.Registration(email)], CancellationToken.None);
        return results.Single().Outcome;
    }

    private PostgresStores Stores(Action<NpgsqlConnectionStringBuilder> set)
    {
        var options = new NpgsqlConnectionStringBuilder(_connection);
        set(options);
        return new PostgresStores(options.ConnectionString);
    }
}
