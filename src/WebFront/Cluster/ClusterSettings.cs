using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Contacts.WebFront.Cluster;

/// <summary>The cluster settings of a process: <c>Contacts:Cluster:*</c>, checked.</summary>
public sealed record ClusterSettings
{
    private const string Section = "Contacts:Cluster";
    private const int LongestId = 120;

    /// <summary>The names of the settings, below <c>Contacts:</c>.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "Cluster:ClusterId", "Cluster:ServiceId", "Cluster:SiloPort", "Cluster:GatewayPort", "Cluster:AdvertisedAddress",
        .. ClusterTls.Names.Select(name => "Cluster:" + name),
    ];

    /// <summary>
    /// Silos and clients with the same id form one cluster. With a loopback address it includes the machine: others cannot be reached
    /// there.
    /// </summary>
    public required string ClusterId { get; init; }

    /// <summary>Identifies the grain state; stays the same when the cluster id changes.</summary>
    public required string ServiceId { get; init; }

    /// <summary>Where other silos reach this one. 0: any free port.</summary>
    public required int SiloPort { get; init; }

    /// <summary>Where clients reach this silo. 0: not at all.</summary>
    public required int GatewayPort { get; init; }

    /// <summary>The address under which others reach this process; loopback: only processes of this machine do.</summary>
    public required IPAddress AdvertisedAddress { get; init; }

    /// <summary>Null: connections between processes are neither encrypted nor authenticated.</summary>
    public ClusterTls? Tls { get; init; }

    /// <summary>Throws <see cref="SettingException"/> if a setting is wrong.</summary>
    public static ClusterSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var address = ReadAddress(section, nameof(AdvertisedAddress));
        // Then several processes of one machine are a cluster: no fixed port may be in their way.
        var isLoopback = IPAddress.IsLoopback(address);
        return new()
        {
            ClusterId = ReadId(section, nameof(ClusterId)) + (isLoopback ? "." + LoopbackScope.Name : ""),
            ServiceId = ReadId(section, nameof(ServiceId)),
            SiloPort = ReadPort(section, nameof(SiloPort)) ?? (isLoopback ? 0 : 11111),
            GatewayPort = ReadPort(section, nameof(GatewayPort)) ?? 0,
            AdvertisedAddress = address,
            Tls = ClusterTls.ReadOrNull(configuration),
        };
    }

    private static string ReadId(IConfigurationSection section, string name)
    {
        if (section[name] is not { Length: > 0 } value) return "contacts";
        var isClean = value.Length <= LongestId && value.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.');
        return isClean
            ? value
            : throw new SettingException($"{Section}:{name}", value, $"up to {LongestId} letters, digits, '-', '_' and '.'");
    }

    private static int? ReadPort(IConfigurationSection section, string name)
    {
        if (section[name] is not { Length: > 0 } value) return null;
        return int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= IPEndPoint.MaxPort
            ? port
            : throw new SettingException($"{Section}:{name}", value, "a port from 0 to 65535");
    }

    private static IPAddress ReadAddress(IConfigurationSection section, string name)
    {
        if (section[name] is not { Length: > 0 } value) return IPAddress.Loopback;
        var address = IPAddress.TryParse(value, out var given) ? given : Resolve(value);
        return address is null || address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)
            ? throw new SettingException($"{Section}:{name}", value, "an address or host name under which others reach this process")
            : address;
    }

    private static IPAddress? Resolve(string host)
    {
        try
        {
            return Dns.GetHostAddresses(host).OrderBy(address => address.AddressFamily != AddressFamily.InterNetwork).FirstOrDefault();
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            return null;
        }
    }
}

/// <summary>A setting is wrong. The message is one line that names the setting, its value and what is accepted.</summary>
public sealed class SettingException(string setting, string? value, string accepted)
    : Exception($"Setting {setting} is {(value is null ? "missing" : $"'{value}'")}; accepted: {accepted}.");
