using Contacts.Silo;
using Contacts.Testing.Postgres;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;

namespace Contacts.WebFront.Tests;

/// <summary>
/// What answers the tests of the HTTP edge here: three silos of one cluster on one PostgreSQL, within the test's process but on real
/// sockets, asked in turn as by a load balancer. One of them is killed between two requests in the middle; the tests must not notice.
/// </summary>
internal sealed class Silos : IAsyncDisposable
{
    public const int KilledAfter = 40; // Requests: the two large collections have more, and begin with all three.

    private const int Count = 3;
    private readonly WebApplication[] _apps;

    private Silos(WebApplication[] apps)
    {
        _apps = apps;
        Handler = new Balancer([.. apps.Select(app => new Uri(app.Urls.First()))], KillLastAsync)
        {
            InnerHandler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false },
        };
    }

    public WebApplication First => _apps[0];

    public HttpMessageHandler Handler { get; }

    public static async Task<Silos> StartAsync(string[] args, Action<WebApplicationBuilder> configure)
    {
        var server = await PostgresServer.SharedAsync();
        string[] settings = [.. args, "--ConnectionStrings:Contacts", await server.CreateEmptyDatabaseAsync()];
        var apps = Enumerable.Range(0, Count).Select(i => SiloHost.Build(settings, builder =>
        {
            configure(builder);
            // It remarks that tests move the clock by months.
            builder.Logging.AddFilter("Orleans.Runtime.MembershipService", LogLevel.Error);
            builder.Logging.AddFilter("Contacts.Silo.Cluster", LogLevel.Error); // The others say that one is gone,
            if (i == Count - 1) builder.Logging.ClearProviders(); // and that one would like to say goodbye.
        })).ToArray();
        await Task.WhenAll(apps.Select(app => app.StartAsync()));
        return new Silos(apps);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in _apps) await app.DisposeAsync();
    }

    /// <summary>Takes away a silo without letting it say goodbye, and returns when the others know.</summary>
    private async Task KillLastAsync()
    {
        var killed = _apps[^1].Services.GetRequiredService<ISiloStatusOracle>().SiloAddress;
        await _apps[^1].StopAsync(new CancellationToken(canceled: true));
        foreach (var app in _apps[..^1])
        {
            var membership = app.Services.GetRequiredService<IClusterMembershipService>();
            await foreach (var snapshot in membership.MembershipUpdates)
                if (snapshot.GetSiloStatus(killed) == SiloStatus.Dead) break;
        }
    }

    private sealed class Balancer(Uri[] addresses, Func<Task> killLastAsync) : DelegatingHandler
    {
        private readonly Lock _lock = new();
        private readonly TaskCompletionSource _killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource? _idle;
        private int _requests;
        private int _open;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var number = Interlocked.Increment(ref _requests);
            if (number == KilledAfter) await KillBetweenRequestsAsync();
            if (number > KilledAfter) await _killed.Task;
            lock (_lock) _open++;
            try
            {
                var address = addresses[number % (number < KilledAfter ? addresses.Length : addresses.Length - 1)];
                request.RequestUri = new UriBuilder(request.RequestUri!) { Host = address.Host, Port = address.Port }.Uri;
                return await base.SendAsync(request, cancellationToken);
            }
            finally
            {
                lock (_lock)
                    if (--_open == 0) _idle?.TrySetResult();
            }
        }

        private async Task KillBetweenRequestsAsync()
        {
            try
            {
                lock (_lock)
                {
                    _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
                    if (_open == 0) _idle.SetResult();
                }
                await _idle.Task;
                await killLastAsync();
                _killed.SetResult();
            }
            catch (Exception e)
            {
                _killed.SetException(e);
                throw;
            }
        }
    }
}
