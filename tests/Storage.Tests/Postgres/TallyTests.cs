using Contacts.Core.Contacts;
using Contacts.Testing.Postgres;

namespace Contacts.Storage.Tests.Postgres;

public sealed class TallyTests
{
    private static readonly (string Table, int Bits)[] _tallies = [("contact_tally", 12), ("contact_tally_large", 18)];

    private static readonly string _differences = string.Join(" UNION ALL ", _tallies.Select(tally => $"""
        SELECT concat(organisation_id, '/', group_id, '/', block, ': ', sum(contacts), ' ', sum(sms))
        FROM (
            SELECT organisation_id, group_id, block, contacts, sms_subscribed AS sms FROM {tally.Table}
            UNION ALL
            SELECT organisation_id, 0, contact_id >> {tally.Bits}, -1, -sms_subscribed::int FROM contact WHERE merged_into IS NULL
            UNION ALL
            SELECT m.organisation_id, m.group_id, m.contact_id >> {tally.Bits}, -1, -c.sms_subscribed::int
            FROM contact_group_member m JOIN contact c USING (organisation_id, contact_id)
        ) t
        GROUP BY organisation_id, group_id, block HAVING sum(contacts) <> 0 OR sum(sms) <> 0
        """));

    [PostgresFact]
    public async Task Counts_are_exact_whatever_happens_at_once()
    {
        await using var stores = await PostgresStores.NewAsync();
        // So that the contacts lie in several blocks, large ones too.
        await stores.ExecuteAsync("ALTER SEQUENCE contact_id_seq RESTART WITH 262000");
        await stores.Groups.EnsureAsync(
            1, [new("A", "a"), new("B", "b"), new("C", "c")], Make.Noon, CancellationToken.None);

        await Task.WhenAll(Disturbance.RunAsync(stores), FoldAsync(stores));

        Assert.Equal("", await stores.TextAsync(_differences));
        await stores.Folding.FoldAsync(CancellationToken.None);
        Assert.Equal("", await stores.TextAsync(_differences));
        foreach (var (table, _) in _tallies)
        {
            Assert.Equal("0", await stores.TextAsync($"SELECT count(*) FROM {table} WHERE NOT folded"));
            Assert.Equal("0", await stores.TextAsync($"SELECT count(*) - count(DISTINCT (organisation_id, group_id, block)) FROM {table}"));
            Assert.NotEqual("0", await stores.TextAsync($"SELECT count(DISTINCT block) - 1 FROM {table}"));
        }
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

        Assert.Equal("", await stores.TextAsync(_differences));
    }

    [PostgresTheory]
    [InlineData(null)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pages_follow_each_other_without_gap_over_all_blocks(bool? smsSubscribed)
    {
        await using var stores = await PostgresStores.NewAsync();
        // Ids up to 1.1 million, some five in each block and 360 in each large one, of which one is empty.
        await stores.ExecuteAsync("ALTER SEQUENCE contact_id_seq INCREMENT BY 730; " + PostgresSeed.More("contact", 1, 1_500) + """
            UPDATE contact SET sms_subscribed = true WHERE contact_id / 730 % 3 = 0;
            INSERT INTO contact_group (organisation_id, group_id, name, name_key, created_at) VALUES (1, 1, 'Half', 'half', now());
            INSERT INTO contact_group_member SELECT 1, contact_id, 1 FROM contact WHERE contact_id / 730 % 2 = 0 AND contact_id >> 18 <> 1;
            DELETE FROM contact WHERE contact_id >> 18 = 1
            """);

        foreach (var query in (ContactQuery[])[new(), new() { Ascending = true }, new() { GroupId = 1 }, new() { GroupId = 1, Ascending = true }])
        {
            var expected = await stores.TextAsync($"""
                SELECT contact_id FROM contact c
                WHERE {(smsSubscribed is { } sms ? $"sms_subscribed = {sms}" : "true")}
                    AND {(query.GroupId is null ? "true" : "EXISTS (SELECT FROM contact_group_member m WHERE m.contact_id = c.contact_id)")}
                ORDER BY contact_id {(query.Ascending ? "ASC" : "DESC")}
                """);
            Assert.Equal(expected, await AllPagesAsync(stores, query with { SmsSubscribed = smsSubscribed, PageSize = 71 }));
        }
    }

    private static async Task<string> AllPagesAsync(PostgresStores stores, ContactQuery query)
    {
        var ids = new List<long>();
        for (var page = 1; ; page++)
        {
            var found = await stores.Contacts.ListAsync(1, query with { Page = page }, CancellationToken.None);
            ids.AddRange(found.Items.Select(contact => contact.Id));
            if (found.Items.Length > 0) continue;
            Assert.Equal(ids.Count, found.Total);
            return string.Join('\n', ids);
        }
    }

    private static async Task FoldAsync(PostgresStores stores)
    {
        for (var i = 0; i < 40; i++)
            await Task.WhenAll(stores.Folding.FoldAsync(CancellationToken.None), stores.Folding.FoldAsync(CancellationToken.None));
    }
}
