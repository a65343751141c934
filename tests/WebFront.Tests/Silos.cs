using Contacts.Silo;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;

namespace Contacts.WebFront.Tests;

/// <summary>What answers the tests: one process with everything inside, here within the test's own.</summary>
internal sealed class Silos : IAsyncDisposable
{
    private Silos(WebApplication app) => First = app;

    public WebApplication First { get; }

    public HttpMessageHandler Handler { get; } = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false };

    public static async Task<Silos> StartAsync(string[] args, Action<WebApplicationBuilder> configure)
    {
        var app = SiloHost.Build(args, builder =>
        {
            configure(builder);
            builder.Logging.AddFilter("Orleans.Runtime.MembershipService", LogLevel.Error); // It remarks that tests move the clock by months.
        });
        await app.StartAsync();
        return new Silos(app);
    }

    public ValueTask DisposeAsync() => First.DisposeAsync();
}
