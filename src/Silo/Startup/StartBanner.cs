using Contacts.Core.Keys;
using Contacts.Silo.Settings;

namespace Contacts.Silo.Startup;

/// <summary>Prints the addresses, the data directory and, in Development, a first curl to try.</summary>
internal static partial class StartBanner
{
    public static void Print(WebApplication app)
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
            $$"""
              curl -X POST "{{address}}/api/v1/newsletter/register-contact?apiKey={{ApiKeyText.Sample}}" -H "Content-Type: application/json" -d '{"email": "jan@barasek.com", "source": "web", "groups": ["trainer"], "phone": "+420 777123456", "firstName": "Jan", "lastName": "Barášek"}'
            """);
        Console.WriteLine($"API: {address}/docs");
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Contacts service on {Addresses} ({Environment}); data: {Store}")]
    private static partial void LogStarted(ILogger logger, string addresses, string environment, string store);
}
