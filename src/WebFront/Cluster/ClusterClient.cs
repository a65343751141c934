using Contacts.WebFront.Hosting;
using Npgsql;
using Orleans.Configuration;

namespace Contacts.WebFront.Cluster;

/// <summary>
/// A process that has no grains of its own: it finds the gateways of the silos in the database, or on this machine without one.
/// </summary>
internal static class ClusterClient
{
    private static readonly TimeSpan _timeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    public static void AddClusterClient(this WebApplicationBuilder builder)
    {
        var settings = ClusterSettings.Read(builder.Configuration);
        var database = ReadDatabase(builder.Configuration.GetConnectionString("Contacts"));
        builder.UseOrleansClient(client =>
        {
            if (database is not null)
                client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", database));
            else
                client.UseLocalhostClustering(settings.GatewayPort is > 0 and var port ? port : 30000);
            client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (settings.ClusterId, settings.ServiceId));
            if (settings.Tls is { } tls) client.UseTls(tls.Configure);
            client.ConfigureCalls();
            if (Telemetry.IsWanted(builder.Configuration)) client.AddActivityPropagation(); // Filters cost every call something.
        });
    }

    private static void ConfigureCalls(this IClientBuilder client)
    {
        var start = TimeProvider.System.GetTimestamp();
        client.ConfigureServices(services => services.AddClusterExceptions().AddGrainInterfaceCache());
        client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(25)); // As in the silos.
        client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(5));
        client.UseConnectionRetryFilter(async (_, cancellationToken) => // Fronts and silos may start in any order.
        {
            if (TimeProvider.System.GetElapsedTime(start) > _timeout) return false;
            await Task.Delay(_pause, TimeProvider.System, cancellationToken);
            return true;
        });
    }

    private static string? ReadDatabase(string? value)
    {
        if (string.IsNullOrWhiteSpace(value)) return null;
        try
        {
            return new NpgsqlConnectionStringBuilder(value)
            {
                MaxPoolSize = 2, Timezone = "UTC", ApplicationName = "contacts front", Timeout = 5, CommandTimeout = 10,
            }.ConnectionString;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or KeyNotFoundException)
        {
            // It may hold a password: not repeated.
            throw new SettingException("ConnectionStrings:Contacts", "(not readable)", "an Npgsql connection string");
        }
    }
}
