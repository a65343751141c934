using System.Net;
using Contacts.Silo.Settings;
using Contacts.WebFront.Cluster;
using Contacts.WebFront.Hosting;
using Npgsql;
using Orleans.Configuration;

namespace Contacts.Silo.Cluster;

/// <summary>
/// A silo of an Orleans cluster. With PostgreSQL it shares membership and grain state with the other silos; without, it is a cluster of
/// its own, in this process.
/// </summary>
internal static class ClusterSilo
{
    private const string Provider = "Npgsql";
    private const int Connections = 4; // Of the providers alone; they are idle most of the time.

    /// <summary>
    /// Grains of other silos whose place a silo remembers. Addresses of people come by once and are never asked for again: the usual million
    /// would only fill the memory, some hundred megabytes of it.
    /// </summary>
    private const int RememberedGrains = 100_000;

    public static void AddClusterSilo(this WebApplicationBuilder builder, SiloSettings settings)
    {
        builder.Logging.AddClusterLogs();
        var ports = new SiloPorts(settings);
        builder.Services.AddSingleton(_ => ports); // The host disposes of what it has made.
        if (settings.ConnectionString is not null)
        {
            builder.Services.AddSingleton<AbandonedSilos>().AddHostedService<ClusterStartup>(); // After the store, before the silo.
            builder.Services.AddHostedService<RefusedSilos>();
        }
        builder.UseOrleans(silo =>
        {
            silo.ConfigureCalls();
            if (Telemetry.IsWanted(builder.Configuration)) silo.AddActivityPropagation(); // Filters cost every call something.
            silo.Configure<ClusterOptions>(options =>
                (options.ClusterId, options.ServiceId) = (settings.Cluster.ClusterId, settings.Cluster.ServiceId));
            silo.Configure<GrainCollectionOptions>(options => options.CollectionAge = settings.CollectionAge);
            silo.ConfigureEndpoints(
                settings.Cluster.AdvertisedAddress, ports.Silo, ports.Gateway,
                listenOnAnyHostAddress: !IPAddress.IsLoopback(settings.Cluster.AdvertisedAddress));
            if (settings.ConnectionString is { } connectionString) silo.ShareDatabase(connectionString);
            else silo.UseDevelopmentClustering(new IPEndPoint(settings.Cluster.AdvertisedAddress, ports.Silo));
        });
    }

    /// <summary>What holds for every silo of the product, also for those that tests put together.</summary>
    internal static ISiloBuilder ConfigureCalls(this ISiloBuilder silo) => silo
        .ConfigureServices(services => services.AddClusterExceptions())
        .Configure<SiloMessagingOptions>(options =>
        {
            options.ResponseTimeout = ClusterTimes.Response;
            // A grain of an address ends as soon as it has nothing to do: under load a call may well meet several ends on its way.
            options.MaxForwardCount = 32;
        })
        .Configure<GrainCollectionOptions>(options => options.DeactivationTimeout = ClusterTimes.Deactivation)
        .Configure<GrainDirectoryOptions>(options => options.CacheSize = RememberedGrains)
        .Configure<ClusterMembershipOptions>(ClusterTimes.Configure);

    private static void ShareDatabase(this ISiloBuilder silo, string connectionString)
    {
        // Instants without a zone are UTC to the providers. No connection lives on where a failover has made a standby of its server.
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxPoolSize = Connections, Timezone = "UTC", ApplicationName = "contacts cluster", Timeout = 5, CommandTimeout = 10,
            ConnectionLifetime = 5,
        };
        var own = settings.ConnectionString;
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Provider, own));
        silo.AddAdoNetGrainStorageAsDefault(options => (options.Invariant, options.ConnectionString) = (Provider, own));
    }
}
