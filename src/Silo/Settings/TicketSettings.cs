using Contacts.Core.Email;
using Contacts.Core.Tickets.Disposable;
using Contacts.GeoDatabase;
using Contacts.Grains.Tickets;
using Contacts.WebFront.Support;

namespace Contacts.Silo.Settings;

/// <summary>What tickets are judged by: the country database, disposable-mail domains, trusted proxies.</summary>
internal static class TicketSettings
{
    private const string GeoDatabase = "Contacts:GeoDatabase";
    private const string Disposable = "Contacts:DisposableMailDomains";

    public static void CheckProxies(IConfiguration configuration)
    {
        if (!TrustedProxies.TryRead(configuration, out _, out var wrong))
            throw new SettingException(TrustedProxies.Setting, wrong, "networks such as 10.0.0.0/8 or addresses, separated by commas");
    }

    public static void AddScreening(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new DisposableMail(Domains(configuration.GetSection(Disposable))));
        if (configuration[GeoDatabase] is not { } path || string.IsNullOrWhiteSpace(path)) return;
        services.AddSingleton(provider => new CountryLookup(
            Open(path, provider.GetRequiredService<TimeProvider>()), provider.GetRequiredService<ILogger<CountryLookup>>()));
        services.AddHostedService<CountryLookupStartup>(); // A bad file stops the start, not the first ticket.
    }

    private static ReloadingCountryDatabase Open(string path, TimeProvider time)
    {
        try
        {
            return new ReloadingCountryDatabase(path, time);
        }
        catch (GeoDatabaseException e)
        {
            throw new SettingException(GeoDatabase, path, $"a country database in the MaxMind format (.mmdb); {e.Message}");
        }
    }

    private static IEnumerable<string> Domains(IConfigurationSection section) =>
        section.GetChildren().Select(child => child.Value).Prepend(section.Value)
            .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .Select(Domain);

    /// <summary>As it stands in a normalised address.</summary>
    private static string Domain(string text) => EmailAddress.TryParse($"x@{text.TrimStart('@')}", out var address, out _)
        ? address.Normalised[2..]
        : throw new SettingException(Disposable, text, "domains such as example.com, a list or separated by commas");

    private sealed class CountryLookupStartup(CountryLookup countries) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            _ = countries.FindOrNull(null);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
