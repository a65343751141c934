using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.Core.Groups;

namespace Contacts.Storage.Tests.Postgres;

/// <summary>Several writers at once that register, rename, regroup and merge the same few hundred contacts of organisation 1.</summary>
internal static class Disturbance
{
    public static Task RunAsync(PostgresStores stores) =>
        Task.WhenAll(Enumerable.Range(1, 6).Select(seed => WriteAsync(stores.Contacts, new Random(seed))));

    private static async Task WriteAsync(IContactStore contacts, Random random)
    {
        for (var i = 0; i < 60; i++)
        {
            var rows = Enumerable.Range(0, 12).Select(_ => random.Next(300)).Distinct()
                .Select(n => Make.Registration($"user{n}@example.com", random.Next(1, 4)) with
                {
                    SmsSubscribed = n % 2 == 0, FirstName = $"Name{random.Next(3)}",
                }).ToArray();
            var results = await contacts.WriteAsync(rows, CancellationToken.None);
            var ids = results.Where(result => result.ContactId > 0).Select(result => result.ContactId).ToArray();
            if (ids.Length > 1) await ChangeAsync(contacts, random, ids[0], ids[1]);
        }
    }

    private static async Task ChangeAsync(IContactStore contacts, Random random, long firstId, long secondId)
    {
        var first = await contacts.FindAsync(1, firstId, CancellationToken.None);
        var second = await contacts.FindAsync(1, secondId, CancellationToken.None);
        if (first is null || second is null || first.Id == second.Id) return;
        ImmutableArray<GroupRef> groups = [.. Enumerable.Range(1, random.Next(4)).Select(id => new GroupRef { Id = id, Name = "" })];
        var changed = first with { SmsSubscribed = random.Next(2) == 0, Company = $"Company {random.Next(3)}", Groups = groups };
        ImmutableArray<ContactRow> rows =
            random.Next(4) == 0 ? [second with { MergedInto = first.Id, Groups = [] }, changed] : [changed];
        await contacts.ApplyAsync(new() { OrganisationId = 1, Contacts = rows, At = Make.Noon }, CancellationToken.None);
    }
}
