using Contacts.Core;
using Contacts.Core.Keys;
using Contacts.Silo.Settings;

namespace Contacts.Silo.Startup;

/// <summary>Prints the addresses, the data directory and, in Development, a first curl to try and a link into the console.</summary>
internal static partial class StartBanner
{
    public static async Task PrintAsync(WebApplication app)
    {
        var settings = app.Services.GetRequiredService<SiloSettings>();
        var address = app.Urls.FirstOrDefault() ?? "http://localhost:8080";
        var store = settings.ConnectionString is null ? $"SQLite, {settings.DatabasePath}" : "PostgreSQL";
        var addresses = string.Join(", ", app.Urls);
        if (!app.Environment.IsDevelopment())
        {
            // In the form of all other lines: machines read them.
            LogStarted(app.Logger, addresses, app.Environment.EnvironmentName, store);
            return;
        }
        Console.WriteLine($"Contacts service on {addresses} ({app.Environment.EnvironmentName}); data: {store}");
        Console.WriteLine("Try:");
        Console.WriteLine(
            $"""  curl -X POST "{address}/api/v1/newsletter/register-contact?apiKey={ApiKeyText.Sample}" """
            + """-H "Content-Type: application/json" -d '{"email": "jan@barasek.com", "source": "web", "groups": ["trainer"], "phone":"""
            + """ "+420 777123456", "firstName": "Jan", "lastName": "Barášek"}'""");
        Console.WriteLine($"API: {address}/docs");
        Console.WriteLine($"Console: {await ConsoleUrlAsync(app, address)}");
    }

    /// <summary>A link that signs in once; the console's address while the store is away or the process is told to stop.</summary>
    private static async Task<string> ConsoleUrlAsync(WebApplication app, string address)
    {
        try
        {
            return await app.Services.GetRequiredService<DemoOwner>().SignInUrlAsync(app.Lifetime.ApplicationStopping);
        }
        catch (Exception e) when (e is StoreUnavailableException or OperationCanceledException)
        {
            return $"{address}/console";
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Contacts service on {Addresses} ({Environment}); data: {Store}")]
    private static partial void LogStarted(ILogger logger, string addresses, string environment, string store);
}
