using System.Net;
using Contacts.Core.Organisations;
using Contacts.Grains;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.Silo.Cluster;
using Contacts.Storage;
using Contacts.Storage.Postgres;
using Contacts.WebFront;
using Contacts.WebFront.Cluster;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;

namespace Contacts.Cluster.Tests;

/// <summary>
/// Three silos with the product's grains and store, and an HTTP front that is their client: all but the sockets between them is real.
/// </summary>
internal sealed class SiloCluster : IAsyncDisposable
{
    private readonly InProcessTestCluster _cluster;
    private readonly WebApplication _front;

    private SiloCluster(InProcessTestCluster cluster, WebApplication front, int organisation)
    {
        (_cluster, _front, Organisation) = (cluster, front, organisation);
        Http = new HttpClient { BaseAddress = new(front.Urls.First()), Timeout = TimeSpan.FromMinutes(1) };
    }

    public InProcessTestCluster Cluster => _cluster;
    public HttpClient Http { get; }

    /// <summary>The id of the organisation of the sample key.</summary>
    public int Organisation { get; }

    public IContactDirectoryGrain Directory => _cluster.Client.GetGrain<IContactDirectoryGrain>(Organisation);

    public static async Task<SiloCluster> StartAsync(string connectionString)
    {
        var builder = new InProcessTestClusterBuilder(3);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSiloHost((_, host) => host.Services.AddContactsGrains().AddPostgresStorage(connectionString));
        builder.ConfigureSilo((_, silo) => silo.ConfigureCalls());
        builder.ConfigureClientHost(host => host.Services.AddClusterExceptions());
        var organisation = await PrepareAsync(connectionString);
        var cluster = builder.Build();
        await cluster.DeployAsync();
        return new SiloCluster(cluster, await StartFrontAsync(cluster), organisation);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _front.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    /// <summary>Asks until the cluster has an answer: while it finds out that a silo is gone, calls are refused with 503.</summary>
    public static Task<HttpResponseMessage> PersistAsync(Func<Task<HttpResponseMessage>> call) => Eventually.GetAsync(
        call, response => response.StatusCode != HttpStatusCode.ServiceUnavailable, TimeSpan.FromMinutes(2));

    /// <summary>The schema, and the demo organisation with its key.</summary>
    private static async Task<int> PrepareAsync(string connectionString)
    {
        await using var services = new ServiceCollection().AddContactsGrains().AddPostgresStorage(connectionString)
            .AddSingleton<Silo.Startup.DemoOrganisation>().BuildServiceProvider();
        await services.GetRequiredService<IStoreMigrator>().MigrateAsync(CancellationToken.None);
        await services.GetRequiredService<Silo.Startup.DemoOrganisation>().EnsureAsync(CancellationToken.None);
        var store = services.GetRequiredService<IOrganisationStore>();
        return (await store.FindAsync(Silo.Startup.DemoOrganisation.Slug, CancellationToken.None))!.Id;
    }

    private static async Task<WebApplication> StartFrontAsync(InProcessTestCluster cluster)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Development" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton<IGrainFactory>(cluster.Client);
        builder.Services.AddContactsFront(builder.Configuration);
        var front = builder.Build();
        front.MapContactsFront();
        await front.StartAsync();
        return front;
    }
}
