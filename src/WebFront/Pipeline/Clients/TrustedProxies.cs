using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Contacts.WebFront.Pipeline.Clients;

/// <summary>
/// The proxies in front of the service: from these, and only from these, X-Forwarded-For, X-Forwarded-Proto and X-Forwarded-Host are
/// believed.
/// </summary>
public sealed class TrustedProxies
{
    public const string Setting = "Contacts:TrustedProxies";
    public const string Accepted = "networks such as 10.0.0.0/8 or addresses, separated by commas";

    private readonly IPNetwork[] _networks;

    private TrustedProxies(IPNetwork[] networks) => _networks = networks;

    /// <summary>
    /// Reads networks (10.0.0.0/8) and single addresses, as a list or in one text with commas; <paramref name="wrong"/> is the first
    /// that is neither.
    /// </summary>
    public static bool TryRead(
        IConfiguration configuration, [NotNullWhen(true)] out TrustedProxies? proxies, [NotNullWhen(false)] out string? wrong)
    {
        var section = configuration.GetSection(Setting);
        var texts = section.GetChildren().Select(child => child.Value).Prepend(section.Value)
            .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        var networks = new List<IPNetwork>();
        (proxies, wrong) = (null, null);
        foreach (var text in texts)
        {
            if (!TryParse(text, out var network))
            {
                wrong = text;
                return false;
            }
            networks.Add(network);
        }
        proxies = new([.. networks]);
        return true;
    }

    /// <summary>
    /// Who made a request: the other end of the connection, or, where that is a trusted proxy, the rightmost address of X-Forwarded-For
    /// that is none. Empty elements do not count; one that is no address ends the search, because what stands left of it is not
    /// trustworthy.
    /// </summary>
    public IPAddress? CallerOf(HttpContext http)
    {
        var caller = Plain(http.Connection.RemoteIpAddress);
        if (caller is null || _networks.Length == 0) return caller;
        var hops = http.Request.Headers["X-Forwarded-For"]
            .SelectMany(value => (value ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            .ToArray();
        for (var i = hops.Length - 1; i >= 0 && IsTrusted(caller); i--)
        {
            if (!TryParseHop(hops[i], out var hop)) break;
            caller = Plain(hop);
        }
        return caller;
    }

    /// <summary>Whether the other end of the connection is one of them.</summary>
    public bool IsBehindProxy(HttpContext http) => IsTrusted(Plain(http.Connection.RemoteIpAddress));

    private bool IsTrusted(IPAddress? address) => address is not null && _networks.Any(network => network.Contains(address));

    private static IPAddress? Plain(IPAddress? address) => address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;

    /// <summary>Some proxies add the port.</summary>
    private static bool TryParseHop(string text, [NotNullWhen(true)] out IPAddress? address)
    {
        if (IPAddress.TryParse(text, out address) && (text.Contains('.') || text.Contains(':'))) return true;
        address = IPEndPoint.TryParse(text, out var end) && text.Contains(':') ? end.Address : null;
        return address is not null;
    }

    private static bool TryParse(string text, out IPNetwork network)
    {
        if (IPNetwork.TryParse(text, out network)) return true;
        if (text.Contains('/') || !(text.Contains('.') || text.Contains(':')) || !IPAddress.TryParse(text, out var single)) return false;
        network = new IPNetwork(single, single.GetAddressBytes().Length * 8);
        return true;
    }
}
