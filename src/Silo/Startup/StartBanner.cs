using Contacts.Silo.Settings;

namespace Contacts.Silo.Startup;

/// <summary>Tells whoever started the process where it listens, where its data is and, in Development, what to try first.</summary>
internal static class StartBanner
{
    public static void Print(WebApplication app)
    {
        var settings = app.Services.GetRequiredService<SiloSettings>();
        var address = app.Urls.FirstOrDefault() ?? "http://localhost:8080";
        var store = settings.ConnectionString is null ? $"SQLite, {settings.DatabasePath}" : "PostgreSQL";
        Console.WriteLine($"Contacts service on {string.Join(", ", app.Urls)} ({app.Environment.EnvironmentName}); data: {store}");
        if (!app.Environment.IsDevelopment()) return;
        Console.WriteLine("Try:");
        Console.WriteLine(
            $$"""
              curl -X POST "{{address}}/api/v1/newsletter/register-contact?apiKey={{DemoOrganisation.Key}}" -H "Content-Type: application/json" -d '{"email": "jan@barasek.com", "source": "web", "groups": ["trainer"], "phone": "+420 777123456", "firstName": "Jan", "lastName": "Barášek"}'
            """);
        Console.WriteLine($"API: {address}/docs");
    }
}
