using Microsoft.AspNetCore.HttpOverrides;

namespace Contacts.WebFront.Pipeline.Clients;

/// <summary>Gives requests of trusted proxies the scheme and host that the browser sees.</summary>
internal static class ForwardedOrigin
{
    /// <summary>
    /// The last value of each header counts, which the nearest proxy wrote. One that is no scheme or no host is ignored. Links in mails do
    /// not depend on it: a proxy that passes a stranger's header on would send people elsewhere.
    /// </summary>
    public static void UseForwardedOrigin(this WebApplication app)
    {
        var proxies = app.Services.GetRequiredService<TrustedProxies>();
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost, ForwardLimit = 1,
        };
        options.KnownIPNetworks.Clear(); // Whom to trust is decided here.
        options.KnownProxies.Clear();
        app.UseWhen(proxies.IsBehindProxy, trusted => trusted.UseForwardedHeaders(options));
    }
}
