using Contacts.Testing.Postgres;

namespace Contacts.Grains.Tests.Concurrency;

/// <summary>One or more processes of the service over one store.</summary>
public sealed class ContactServices(params ContactService[] services) : IAsyncDisposable
{
    public ContactService First => services[0];

    public IReadOnlyList<ContactService> All => services;

    public ContactService Any(Random random) => services[random.Next(services.Length)];

    public static async Task<ContactServices> OnSqliteAsync() => new(await ContactService.OnSqliteAsync());

    public static async Task<ContactServices> OnPostgresAsync(int processes)
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        return new(await Task.WhenAll(Enumerable.Range(0, processes).Select(_ => ContactService.OnPostgresAsync(database))));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in services) await service.DisposeAsync();
    }
}
