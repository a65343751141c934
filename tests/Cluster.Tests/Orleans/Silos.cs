using Contacts.Silo;
using Contacts.Storage.Tests.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Contacts.WebFront.Tests;

/// <summary>
/// What answers the tests of the HTTP edge here: three silos of one cluster on one PostgreSQL, within the test's process but on real
/// sockets, asked in turn as by a load balancer.
/// </summary>
internal sealed class Silos : IAsyncDisposable
{
    private const int Count = 3;
    private readonly WebApplication[] _apps;

    private Silos(WebApplication[] apps)
    {
        _apps = apps;
        Handler = new Balancer([.. apps.Select(app => new Uri(app.Urls.First()))])
        {
            InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false },
        };
    }

    public WebApplication First => _apps[0];

    public HttpMessageHandler Handler { get; }

    public static async Task<Silos> StartAsync(string[] args, Action<WebApplicationBuilder> configure)
    {
        var server = await PostgresServer.SharedAsync();
        string[] settings =
        [
            .. args, "--ConnectionStrings:Contacts", await server.CreateEmptyDatabaseAsync(),
            "--Contacts:Cluster:SiloPort", "0", "--Contacts:Cluster:GatewayPort", "0",
        ];
        var apps = Enumerable.Range(0, Count).Select(_ => SiloHost.Build(settings, builder =>
        {
            configure(builder);
            builder.Logging.AddFilter("Orleans.Runtime.MembershipService", LogLevel.Error); // It remarks that tests move the clock by months.
        })).ToArray();
        await Task.WhenAll(apps.Select(app => app.StartAsync()));
        return new Silos(apps);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps) await app.DisposeAsync();
    }

    private sealed class Balancer(Uri[] addresses) : DelegatingHandler
    {
        private uint _next;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var address = addresses[Interlocked.Increment(ref _next) % (uint)addresses.Length];
            request.RequestUri = new UriBuilder(request.RequestUri!) { Host = address.Host, Port = address.Port }.Uri;
            return base.SendAsync(request, cancellationToken);
        }
    }
}
