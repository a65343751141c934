using System.Data.Common;
using Contacts.Core.Consent;
using Contacts.Core.Keys;
using Contacts.Silo.Settings;
using Contacts.Silo.Startup;
using Microsoft.Extensions.Logging.Console;

namespace Contacts.Silo.Commands;

/// <summary>
/// The service, started in this process for one command: on a free port of loopback, with a root key that nobody else knows.
/// </summary>
internal sealed class LocalService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private LocalService(WebApplication app, string key) => (_app, Key) = (app, key);

    public string Key { get; }

    public Uri Address => new(_app.Urls.First());

    /// <summary>Throws <see cref="CommandException"/> where it cannot start: another process may hold the store.</summary>
    public static async Task<LocalService> StartAsync(string[] settings, CancellationToken cancellationToken)
    {
        PrivateFiles.BecomeDefault();
        var key = ApiKeyText.Generate(ApiKeyKind.Root);
        WebApplication? app = null;
        try
        {
            app = SiloHost.Build([.. settings, .. OwnSettings(key)], Configure);
            await app.StartAsync(cancellationToken);
            return new(app, key);
        }
        catch (Exception e) when (Explain(e, app) is { } why)
        {
            if (app is not null) await app.DisposeAsync();
            throw new CommandException($"{why} If a service runs, name it by --url and --key.");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        if (_app.Services.GetRequiredService<SiloSettings>() is { ConnectionString: not null } settings)
            await LeaveTablesAsync(settings.Cluster.ClusterId);
        await _app.DisposeAsync();
    }

    /// <summary>Nobody else is in its cluster, and nobody will be.</summary>
    private async Task LeaveTablesAsync(string clusterId)
    {
        try
        {
            await _app.Services.GetRequiredService<IMembershipTable>().DeleteMembershipTableEntriesAsync(clusterId, CancellationToken.None);
        }
        catch (DbException)
        {
            // The database has gone away. What stays there is looked at by nobody.
        }
    }

    /// <summary>It is a cluster of its own: other processes do not know its key.</summary>
    private static string[] OwnSettings(string key) =>
    [
        "--urls=http://127.0.0.1:0", $"--Contacts:RootKey={key}", $"--Contacts:Cluster:ClusterId=command-{Guid.NewGuid():N}",
        "--Contacts:Cluster:AdvertisedAddress=127.0.0.1", "--Contacts:Cluster:SiloPort=0", "--Contacts:Cluster:GatewayPort=0",
    ];

    /// <summary>Standard output is the command's; links in mails lead to the service, not to this process.</summary>
    private static void Configure(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders().AddSimpleConsole(options => options.SingleLine = true)
            .AddFilter<ConsoleLoggerProvider>((category, level) =>
                level >= LogLevel.Warning || (level == LogLevel.Information && category == SecurityEvents.LogCategory));
        builder.Services.Configure<ConsoleLoggerOptions>(options => options.LogToStandardErrorThreshold = LogLevel.Trace);
        if (string.IsNullOrWhiteSpace(builder.Configuration["Contacts:PublicUrl"]))
            builder.Services.AddSingleton(new LinkAddress(() => SiloHost.DefaultUrl));
    }

    private static string? Explain(Exception exception, WebApplication? app) =>
        (app is null ? null : StartFailure.SettingOf(exception, app)?.Message) ?? StartFailure.Explain(exception);
}
