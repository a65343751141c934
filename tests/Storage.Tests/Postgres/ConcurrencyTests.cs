using System.Collections.Immutable;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Groups;
using Contacts.Testing.Postgres;
using Npgsql;

namespace Contacts.Storage.Tests.Postgres;

public sealed class ConcurrencyTests
{
    [PostgresFact]
    public async Task Sign_ups_for_one_address_in_several_processes_give_one_contact_with_all_groups()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var first = new PostgresStores(database);
        await using var second = new PostgresStores(database);
        await using var third = new PostgresStores(database);
        PostgresStores[] processes = [first, second, third];

        var ids = await Task.WhenAll(Enumerable.Range(1, 300).Select(group => RegisterAsync(processes[group % 3].Contacts, group)));

        var id = Assert.Single(ids.Distinct());
        var contact = await first.Contacts.FindRowAsync(1, id, CancellationToken.None);
        Assert.Equal("300", await first.TextAsync("SELECT count(*) FROM contact_group_member"));
        Assert.Equal("300", await first.TextAsync("SELECT count(*) FROM contact_event"));
        Assert.Equal(300, contact!.Version);
        Assert.Equal("1", await first.TextAsync("SELECT count(*) FROM contact"));
    }

    [PostgresFact]
    public async Task Batches_of_the_same_addresses_in_different_orders_never_deadlock()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var first = new PostgresStores(database);
        await using var second = new PostgresStores(database);
        PostgresStores[] processes = [first, second];
        var emails = Enumerable.Range(0, 60).Select(i => $"user{i}@example.com").ToArray();

        await Task.WhenAll(Enumerable.Range(1, 24).Select(async round =>
        {
            var random = new Random(round);
            var rows = emails.OrderBy(_ => random.Next()).Select(email => Make.Registration(email, round)).ToList();
            while (rows.Count > 0)
            {
                var results = await processes[round % 2].Contacts.WriteAsync(rows, CancellationToken.None);
                rows = [.. rows.Where((_, i) => results[i].Outcome == ContactWriteOutcome.Lost)];
            }
        }));

        Assert.Equal("60", await first.TextAsync("SELECT count(*) FROM contact WHERE version = 24"));
        Assert.Equal("1440", await first.TextAsync("SELECT count(*) FROM contact_group_member"));
    }

    [PostgresFact]
    public async Task A_batch_that_changes_nothing_writes_nothing()
    {
        await using var stores = await PostgresStores.NewAsync();
        var rows = Enumerable.Range(0, 64).Select(i => Make.Registration($"user{i}@example.com", 1, 2)).ToArray();
        await stores.Contacts.WriteAsync(rows, CancellationToken.None);
        var before = await stores.TextAsync("SELECT txid_current()");

        var results = await stores.Contacts.WriteAsync(rows, CancellationToken.None);

        Assert.All(results, result => Assert.Equal(ContactWriteOutcome.Unchanged, result.Outcome));
        var since = $"SELECT (SELECT count(*) FROM contact WHERE xmin::text::bigint > {before})"
            + $" + (SELECT count(*) FROM contact_event WHERE xmin::text::bigint > {before})"
            + $" + (SELECT count(*) FROM contact_tally WHERE xmin::text::bigint > {before})";
        Assert.Equal("0", await stores.TextAsync(since));
        Assert.Equal("64", await stores.TextAsync("SELECT count(*) FROM contact WHERE xmax = 0"));
    }

    [PostgresFact]
    public async Task A_change_of_a_consent_that_another_transaction_inserts_meanwhile_conflicts_and_changes_nothing()
    {
        await using var stores = await PostgresStores.NewAsync();
        await stores.Contacts.WriteAsync([Make.Registration("ann@example.com")], CancellationToken.None);
        var contact = (await stores.Contacts.FindByEmailAsync(1, "ann@example.com", CancellationToken.None))!;
        var given = ConsentRow.Unknown(1, new(ConsentChannel.Sms, "+420777123456")) with { State = ConsentState.Given };
        await using var other = await stores.OpenAsync();
        await using var withdrawal = await other.BeginTransactionAsync();
        await using var insert = new NpgsqlCommand(
            "INSERT INTO consent (organisation_id, channel, address, state)"
            + $" VALUES (1, {given.Channel:D}, '{given.Address}', {ConsentState.Withdrawn:D})", other);
        await insert.ExecuteNonQueryAsync();

        var change = stores.Contacts.ApplyAsync(
            Decision.Set(1, [contact with { SmsSubscribed = true }], [], Make.Noon) with { Consents = [given] }, CancellationToken.None);
        const string Waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        await Eventually.IsTrueAsync(async () => await stores.TextAsync(Waiting) == "1");
        await withdrawal.CommitAsync();

        Assert.Equal(ApplyOutcome.Conflict, await change);
        Assert.Equal($"{ConsentState.Withdrawn:D}", await stores.TextAsync($"SELECT state FROM consent WHERE channel = {given.Channel:D}"));
        Assert.Equivalent(contact, await stores.Contacts.FindRowAsync(1, contact.Id, CancellationToken.None));
    }

    [PostgresFact]
    public async Task A_row_of_an_import_that_a_sign_up_overtakes_finds_its_contact()
    {
        await using var stores = await PostgresStores.NewAsync();
        var (job, rows) = (await stores.ClaimedImportAsync(), Enumerable.Range(0, 9).Select(i => Make.Imported($"user{i}@example.com")));
        await using var other = await stores.OpenAsync();
        await using var signUp = await other.BeginTransactionAsync();
        await using var insert = new NpgsqlCommand(
            "INSERT INTO contact (organisation_id, external_id, email, email_key, last_name, email_subscribed, sms_subscribed, created_at, updated_at)"
            + " VALUES (1, 'aaaaaaaaaaaaaaaa', 'user4@example.com', 'user4@example.com', 'Nová', true, false, now(), now())", other);
        await insert.ExecuteNonQueryAsync();

        var writing = stores.Imports.WriteAsync(Make.Step(job, [.. rows]), Make.Noon, CancellationToken.None);
        const string Waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        await Eventually.IsTrueAsync(async () => writing.IsCompleted || await stores.TextAsync(Waiting) != "0");
        Assert.False(writing.IsCompleted);
        await signUp.CommitAsync();

        var after = (await writing)!;
        Assert.Equal((8, 1, 0), (after.Created, after.Updated, after.Failed));
        Assert.Equal("9", await stores.TextAsync("SELECT count(DISTINCT email_key) FROM contact"));
        Assert.Equal("9", await stores.TextAsync("SELECT count(*) FROM contact_event"));
        Assert.Equal("user4@example.com Nová Eva", await stores.TextAsync(
            "SELECT email || ' ' || last_name || ' ' || first_name FROM contact WHERE external_id = 'aaaaaaaaaaaaaaaa'"));
    }

    [PostgresFact]
    public async Task Groups_made_in_several_processes_at_once_are_numbered_without_gaps()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var first = new PostgresStores(database);
        await using var second = new PostgresStores(database);
        PostgresStores[] processes = [first, second];

        var made = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => processes[i % 2].Groups.EnsureAsync(
            1, [.. Enumerable.Range(i / 2, 5).Select(n => new GroupName($"Group {n}", $"group {n}"))], Make.Noon, CancellationToken.None)));

        var groups = made.SelectMany(g => g).Distinct().ToArray();
        Assert.Equal(24, groups.Length);
        Assert.Equal(Enumerable.Range(1, 24).Select(id => (long)id), groups.Select(g => g.Id).Order());
    }

    private static async Task<long> RegisterAsync(IContactStore store, long group)
    {
        while (true)
        {
            ImmutableArray<ContactWriteResult> results =
                await store.WriteAsync([Make.Registration("ava@example.com", group)], CancellationToken.None);
            if (results[0].Outcome != ContactWriteOutcome.Lost) return results[0].ContactId;
        }
    }
}
