using Contacts.WebFront.Hosting;
using Orleans.Runtime;
using Orleans.Runtime.Messaging;

namespace Contacts.WebFront.Cluster;

/// <summary>A front-only process: HTTP without grains or store, a client of the cluster.</summary>
internal static partial class FrontHost
{
    private const string DefaultUrl = "http://localhost:8080";

    private static readonly TimeSpan _shutdownTimeout = TimeSpan.FromSeconds(8); // A stop has ten seconds in all.

    /// <summary>Runs until stopped. 0 after an orderly stop; 1, with one line on standard error, where it cannot start.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        using var early = new EarlyStop();
        try
        {
            var app = Build(args);
            using var stop = new BoundedStop(app, early.StopRequested);
            if (await stop.TryStartAsync()) LogStarted(app.Logger, string.Join(", ", app.Urls), app.Environment.EnvironmentName);
            if (await stop.WaitAsync()) await app.DisposeAsync(); // Otherwise disposing would wait again for what was cut short.
            return 0;
        }
        catch (SettingException e)
        {
            await System.Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (Exception e) when (e is ConnectionFailedException or SiloUnavailableException)
        {
            await System.Console.Error.WriteLineAsync(
                "No silo of the cluster can be reached: see Contacts:Cluster:* and ConnectionStrings:Contacts.");
            return 1;
        }
    }

    private static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateSlimBuilder(HostArguments.WithoutReload(args));
        builder.Logging.AddClusterLogs().AddFilter("Microsoft.AspNetCore", LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical); // A failed start prints one line of its own.
        if (!builder.Environment.IsDevelopment())
            builder.Logging.ClearProviders().AddDiscreetJsonConsole();
        if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls(DefaultUrl);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = _shutdownTimeout);
        builder.AddTelemetry();
        builder.AddClusterClient();
        builder.Services.AddContactsFront(builder.Configuration);
        var app = builder.Build();
        app.UseTelemetry();
        app.MapContactsFront();
        return app;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Contacts front on {Addresses} ({Environment})")]
    private static partial void LogStarted(ILogger logger, string addresses, string environment);
}
