using Contacts.Grains;
using Contacts.Grains.Erasure;
using Contacts.Silo.Cluster;
using Contacts.Silo.Settings;
using Contacts.Silo.Startup;
using Contacts.Storage;
using Contacts.WebFront;
using Contacts.WebFront.Cluster;
using Contacts.WebFront.Hosting;

namespace Contacts.Silo;

/// <summary>The whole service in one process: silo, grains, store and HTTP front.</summary>
public static class SiloHost
{
    internal const string DefaultUrl = "http://localhost:8080";

    private static readonly TimeSpan _shutdownTimeout = TimeSpan.FromSeconds(8); // A stop has ten seconds in all.

    /// <summary>Runs until stopped. 0 after an orderly stop; 1, with one line on standard error, where it cannot start.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        PrivateFiles.BecomeDefault();
        using var limits = FileSizeLimit.BecomeErrors();
        using var early = new EarlyStop();
        try
        {
            var app = Build(args);
            using var stop = new BoundedStop(app, early.StopRequested);
            if (await TryStartAsync(app, stop)) await StartBanner.PrintAsync(app);
            if (await stop.WaitAsync()) await app.DisposeAsync(); // Otherwise disposing would wait again for what was cut short.
            return 0;
        }
        catch (Exception e) when (StartFailure.Explain(e) is { } line)
        {
            await Console.Error.WriteLineAsync(line);
            return 1;
        }
    }

    /// <summary>
    /// Puts the process together without starting it. Throws <see cref="SettingException"/> if a setting is wrong.
    /// <paramref name="configure"/> may replace services (a clock, for example) before anything is built.
    /// </summary>
    public static WebApplication Build(string[] args, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateSlimBuilder(
            new WebApplicationOptions { Args = HostArguments.WithoutReload(args), EnvironmentName = Environments(args) });
        builder.Configuration.Sources.Insert(0, BundledSettings.Source());
        var settings = SiloSettings.Read(builder.Configuration);
        builder.Services.AddSingleton(settings);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = _shutdownTimeout);
        Logs.Configure(builder);
        builder.AddTelemetry();
        builder.WebHost.UseKestrelHttpsConfiguration(); // The slim builder knows no https endpoints by itself.
        if (!HasAddress(builder.Configuration)) builder.WebHost.UseUrls(DefaultUrl);

        builder.Services.AddSingleton(settings.ApiKeys);
        builder.Services.AddScreening(builder.Configuration);
        builder.Services.AddContactsGrains();
        builder.Services.AddStore(settings);
        builder.Services.AddSingleton<DemoOrganisation>();
        builder.Services.AddSingleton<DemoOwner>();
        builder.Services.AddHostedService<StoreStartup>(); // Before the silo: grains meet a store that is ready.
        builder.Services.AddMail(settings.Mail);
        builder.Services.AddErasure(settings.DataDirectory);
        builder.AddClusterSilo(settings);
        builder.Services.AddContactsFront(builder.Configuration);
        configure?.Invoke(builder);

        var app = builder.Build();
        app.WarnOfOpenPorts(settings.Cluster);
        app.WarnOfOpenDatabase(settings.ConnectionString);
        app.UseTelemetry();
        app.MapContactsFront();
        if (settings.HasDashboard) app.MapLocalDashboard();
        return app;
    }

    /// <summary>`dotnet run` is how a developer starts it: then, and only then, Development needs no setting.</summary>
    private static string? Environments(string[] args)
    {
        var named = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")
            ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT");
        var onCommandLine = args.Any(arg => arg.TrimStart('-', '/').StartsWith("environment", StringComparison.OrdinalIgnoreCase));
        var byDotnetRun = Environment.GetEnvironmentVariable("DOTNET_LAUNCH_PROFILE") is not null;
        return named is null && !onCommandLine && byDotnetRun ? "Development" : null;
    }

    /// <summary>
    /// Starts it; false if it was told to stop meanwhile. Throws <see cref="SettingException"/> if only the start shows that a setting
    /// is wrong.
    /// </summary>
    private static async Task<bool> TryStartAsync(WebApplication app, BoundedStop stop)
    {
        try
        {
            return await stop.TryStartAsync();
        }
        catch (Exception e)
        {
            app.Lifetime.StopApplication(); // Started services are stopped as usual.
            if (StartFailure.SettingOf(e, app) is { } setting) throw setting;
            throw;
        }
    }

    private static bool HasAddress(IConfiguration configuration) =>
        configuration["urls"] is not null || configuration["http_ports"] is not null || configuration["https_ports"] is not null
        || configuration.GetSection("Kestrel:Endpoints").GetChildren().Any();
}
