using Contacts.Core.Consent;

namespace Contacts.WebFront.Pipeline.Clients;

/// <summary>What a request itself proves of where it came from.</summary>
internal static class CallerEvidence
{
    public static ConsentEvidence Of(HttpContext http, TrustedProxies proxies) =>
        ConsentEvidence.Of(proxies.CallerOf(http)?.ToString(), http.Request.Headers.UserAgent);
}
