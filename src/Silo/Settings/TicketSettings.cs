using Contacts.Core.Email;
using Contacts.Core.Tickets.Disposable;
using Contacts.Grains.Tickets;
using Contacts.Grains.Tickets.Countries;

namespace Contacts.Silo.Settings;

/// <summary>Settings of spam screening: country database and disposable-mail domains.</summary>
internal static class TicketSettings
{
    private const string GeoDatabase = "Contacts:GeoDatabase";
    private const string NoDatabase = "none";
    private const string Disposable = "Contacts:DisposableMailDomains";

    public static void AddScreening(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(new DisposableMail(Domains(configuration.GetSection(Disposable))));
        services.AddCountries(configuration[GeoDatabase]?.Trim());
    }

    /// <summary>Without a setting it stays at the database that comes with the service.</summary>
    private static void AddCountries(this IServiceCollection services, string? setting)
    {
        if (string.IsNullOrEmpty(setting)) return;
        if (setting.Equals(NoDatabase, StringComparison.OrdinalIgnoreCase))
        {
            services.AddSingleton<ICountries, NoCountries>();
            return;
        }
        services.AddSingleton<ICountries>(provider => Open(setting, provider));
        services.AddHostedService<CountryFileStartup>();
    }

    private static CountryFile Open(string path, IServiceProvider services)
    {
        try
        {
            return ActivatorUtilities.CreateInstance<CountryFile>(services, path);
        }
        catch (Exception e) when (e is CountryDatabaseException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SettingException(
                GeoDatabase, path, $"{NoDatabase}, or a country database in the MaxMind format (.mmdb); {e.Message}");
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

    /// <summary>A bad file stops the start, not the first ticket.</summary>
    private sealed class CountryFileStartup(IServiceProvider services) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            services.GetRequiredService<ICountries>();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
