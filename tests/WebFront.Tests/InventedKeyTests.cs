using System.Collections.Concurrent;
using Contacts.Core.Keys;

namespace Contacts.WebFront.Tests;

/// <summary>A service behind a proxy that names its clients.</summary>
public sealed class ProxiedService() : ServiceHost("Development")
{
    protected override Task<string[]> SettingsAsync() => Task.FromResult<string[]>(["--Contacts:TrustedProxies", "127.0.0.1"]);

    public Task<Answer> GetAsync(string key, string client)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/groups");
        request.Headers.Add("Authorization", $"Bearer {key}");
        request.Headers.Add("X-Forwarded-For", client);
        return SendAsync(request);
    }
}

public sealed class InventedKeyTests(ProxiedService service) : IClassFixture<ProxiedService>
{
    private const int Invented = 10_000;
    private const int Valid = 24;

    [Fact]
    public async Task Ten_thousand_invented_keys_keep_no_valid_key_from_its_first_use()
    {
        var slug = (await service.NewTenantAsync()).Slug;
        var valid = new ConcurrentQueue<string>();
        for (var i = 0; i < Valid; i++) valid.Enqueue(await service.NewKeyAsync(slug, "PROD", "contacts"));
        var (firstUses, statuses) = (new ConcurrentBag<int>(), new ConcurrentBag<(bool HasChecksum, int Status)>());

        await Parallel.ForEachAsync(Enumerable.Range(0, Invented), new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) =>
        {
            var hasChecksum = i % 2 == 0;
            var key = hasChecksum ? ApiKeyText.Generate(ApiKeyKind.Prod) : $"PROD{i:D28}";
            statuses.Add((hasChecksum, (await service.GetAsync(key, "203.0.113.9")).Status));
            if (i % (Invented / Valid) == 0 && valid.TryDequeue(out var first))
                firstUses.Add((await service.GetAsync(first, "198.51.100.7")).Status);
        });

        Assert.Equal(Enumerable.Repeat(200, Valid), firstUses);
        Assert.All(statuses.Where(answer => !answer.HasChecksum), answer => Assert.Equal(401, answer.Status));
        Assert.All(statuses, answer => Assert.Contains(answer.Status, (int[])[401, 503]));
    }
}
