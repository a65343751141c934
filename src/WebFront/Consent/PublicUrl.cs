using Contacts.Core.Consent;
using Contacts.WebFront.Cluster;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Contacts.WebFront.Consent;

/// <summary>
/// The address under which people reach the service, for links in mails: the setting <c>Contacts:PublicUrl</c>, else the first address that
/// the process listens on.
/// </summary>
internal static class PublicUrl
{
    private const string Setting = "Contacts:PublicUrl";
    private const string Accepted = "an absolute http or https address without query, such as https://contacts.example.com";
    private const string Default = "http://localhost:8080";

    /// <summary>Throws <see cref="SettingException"/> if the setting is wrong.</summary>
    public static IServiceCollection AddLinkAddress(this IServiceCollection services, IConfiguration configuration)
    {
        var value = configuration[Setting];
        if (string.IsNullOrWhiteSpace(value)) return services.AddSingleton(ByServer);
        return IsAddress(value)
            ? services.AddSingleton(new LinkAddress(() => value))
            : throw new SettingException(Setting, value, Accepted);
    }

    /// <summary>An address that means every host of the machine is told as localhost.</summary>
    public static string OfListener(string? address)
    {
        if (string.IsNullOrWhiteSpace(address)) return Default;
        var listener = BindingAddress.Parse(address);
        var isAny = listener.IsUnixPipe || listener.Host is "*" or "+" or "0.0.0.0" or "[::]";
        return isAny ? new UriBuilder(listener.Scheme, "localhost", listener.Port).Uri.AbsoluteUri : address;
    }

    private static LinkAddress ByServer(IServiceProvider services) => new(() => OfListener(
        services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()));

    private static bool IsAddress(string value) =>
        Uri.TryCreate(value, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) && url is { Query: "", Fragment: "", UserInfo: "" };
}
