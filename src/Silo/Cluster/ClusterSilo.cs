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
internal static partial class ClusterSilo
{
    private const string Provider = "Npgsql";
    private const int Connections = 4; // Of the providers alone; they are idle most of the time.

    /// <summary>
    /// Grains of other silos whose place a silo remembers: contacts, keys, requests, most of which come by once. The usual million would
    /// only fill the memory, some hundred megabytes of it.
    /// </summary>
    private const int RememberedGrains = 100_000;

    public static void AddClusterSilo(this WebApplicationBuilder builder, SiloSettings settings)
    {
        builder.Logging.AddClusterLogs();
        var cluster = settings.Cluster;
        var port = new SiloPort(cluster);
        builder.Services.AddSingleton(_ => port); // The host disposes of what it has made.
        if (settings.ConnectionString is not null)
        {
            builder.Services.AddSingleton<AbandonedSilos>().AddHostedService<ClusterStartup>(); // After the store, before the silo.
            builder.Services.AddHostedService<RefusedSilos>();
        }
        builder.UseOrleans(silo =>
        {
            silo.ConfigureCalls();
            if (Telemetry.IsWanted(builder.Configuration)) silo.AddActivityPropagation(); // Filters cost every call something.
            if (cluster.Tls is { } tls) silo.UseTls(tls.Configure);
            if (settings.HasDashboard) silo.AddLocalDashboard();
            silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (cluster.ClusterId, cluster.ServiceId));
            silo.Configure<GrainCollectionOptions>(options => options.CollectionAge = settings.CollectionAge);
            silo.ConfigureEndpoints(
                cluster.AdvertisedAddress, port.Number, cluster.GatewayPort,
                listenOnAnyHostAddress: !IPAddress.IsLoopback(cluster.AdvertisedAddress));
            if (settings.ConnectionString is { } connectionString) silo.ShareDatabase(connectionString);
            else silo.UseDevelopmentClustering(new IPEndPoint(cluster.AdvertisedAddress, port.Number));
        });
    }

    /// <summary>Warns once if the silo's ports are open to other machines without authentication.</summary>
    public static void WarnOfOpenPorts(this WebApplication app, ClusterSettings settings)
    {
        if (settings.Tls is null && !IPAddress.IsLoopback(settings.AdvertisedAddress)) LogOpenPorts(app.Logger);
    }

    /// <summary>The configuration of every silo, including those of tests.</summary>
    internal static ISiloBuilder ConfigureCalls(this ISiloBuilder silo) => silo
        .ConfigureServices(services => services.AddClusterExceptions().AddGrainInterfaceCache())
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

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "The ports of the cluster are open on all addresses of this machine without authentication: set Contacts:Cluster:Tls:*")]
    private static partial void LogOpenPorts(ILogger logger);
}
