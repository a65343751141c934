using System.Collections.Immutable;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.Grains.Abstractions.Groups;
using Contacts.Grains.Contacts;

namespace Contacts.Storage.Tests.Postgres;

public sealed class TallyTests
{
    private const string Differences = """
        SELECT concat(organisation_id, '/', group_id, '/', block, ': ', sum(contacts), ' ', sum(sms))
        FROM (
            SELECT organisation_id, group_id, block, contacts, sms_subscribed AS sms FROM contact_tally
            UNION ALL
            SELECT organisation_id, 0, contact_id >> 12, -1, -sms_subscribed::int FROM contact WHERE merged_into IS NULL
            UNION ALL
            SELECT m.organisation_id, m.group_id, m.contact_id >> 12, -1, -c.sms_subscribed::int
            FROM contact_group_member m JOIN contact c USING (organisation_id, contact_id)
        ) t
        GROUP BY organisation_id, group_id, block HAVING sum(contacts) <> 0 OR sum(sms) <> 0
        """;

    [PostgresFact]
    public async Task Counts_are_exact_whatever_happens_at_once()
    {
        await using var stores = await PostgresStores.NewAsync();
        // So that the contacts lie in several blocks.
        await stores.ExecuteAsync("ALTER SEQUENCE contact_id_seq RESTART WITH 4000");
        await stores.Groups.EnsureAsync(
            1, [new("A", "a"), new("B", "b"), new("C", "c")], Make.Noon, CancellationToken.None);

        await Task.WhenAll(Enumerable.Range(1, 6).Select(seed => DisturbAsync(stores, new Random(seed))).Append(FoldAsync(stores)));

        Assert.Equal("", await stores.TextAsync(Differences));
        await stores.Folding.FoldAsync(CancellationToken.None);
        Assert.Equal("", await stores.TextAsync(Differences));
        Assert.Equal("0", await stores.TextAsync("SELECT count(*) FROM contact_tally WHERE NOT folded"));
        Assert.Equal(
            await stores.TextAsync("SELECT count(*) FROM contact_tally"),
            await stores.TextAsync("SELECT count(*) FROM (SELECT DISTINCT organisation_id, group_id, block FROM contact_tally) t"));
    }

    [PostgresFact]
    public async Task Any_way_to_write_keeps_the_counts()
    {
        await using var stores = await PostgresStores.NewAsync();
        await stores.ExecuteAsync(PostgresSeed.Contacts(10_000));

        await stores.ExecuteAsync("UPDATE contact SET sms_subscribed = NOT sms_subscribed WHERE contact_id % 3 = 0");
        await stores.ExecuteAsync("DELETE FROM contact_group_member WHERE contact_id % 5 = 0");
        await stores.ExecuteAsync("UPDATE contact SET merged_into = 1 WHERE contact_id % 5 = 0");
        await stores.ExecuteAsync("DELETE FROM contact WHERE contact_id % 10 = 0");

        Assert.Equal("", await stores.TextAsync(Differences));
    }

    private static async Task FoldAsync(PostgresStores stores)
    {
        for (var i = 0; i < 40; i++)
            await Task.WhenAll(stores.Folding.FoldAsync(CancellationToken.None), stores.Folding.FoldAsync(CancellationToken.None));
    }

    private static async Task DisturbAsync(PostgresStores stores, Random random)
    {
        for (var i = 0; i < 60; i++)
        {
            var rows = Enumerable.Range(0, 12).Select(_ => random.Next(300)).Distinct()
                .Select(n => Make.Registration($"user{n}@example.com", random.Next(1, 4)) with { SmsSubscribed = n % 2 == 0 }).ToArray();
            var results = await stores.Contacts.WriteAsync(rows, CancellationToken.None);
            var ids = results.Where(result => result.ContactId > 0).Select(result => result.ContactId).ToArray();
            if (ids.Length > 1) await ChangeAsync(stores.Contacts, random, ids[0], ids[1]);
        }
    }

    private static async Task ChangeAsync(IContactStore store, Random random, long firstId, long secondId)
    {
        var first = await store.FindAsync(1, firstId, CancellationToken.None);
        var second = await store.FindAsync(1, secondId, CancellationToken.None);
        if (first is null || second is null || first.Id == second.Id) return;
        ImmutableArray<GroupRef> groups = [.. Enumerable.Range(1, random.Next(4)).Select(id => new GroupRef { Id = id, Name = "" })];
        var changed = first with { SmsSubscribed = random.Next(2) == 0, Groups = groups };
        ImmutableArray<ContactImage> images =
            random.Next(4) == 0 ? [second with { MergedInto = first.Id, Groups = [] }, changed] : [changed];
        await store.ApplyAsync(new() { OrganisationId = 1, Contacts = images, At = Make.Noon }, CancellationToken.None);
    }
}
