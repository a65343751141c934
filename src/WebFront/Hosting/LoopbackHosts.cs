using System.Net;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Hosting;

/// <summary>
/// In Development only requests for a name of this machine's loopback are answered: everybody knows the sample key there, and a website
/// could otherwise reach the service under a name of its own that leads to 127.0.0.1.
/// </summary>
internal static class LoopbackHosts
{
    public static void AnswerLoopbackHostsAlone(this WebApplication app)
    {
        if (app.Environment.IsDevelopment())
            app.Use(next => http => IsLoopback(http.Request.Host.Host)
                ? next(http)
                : Responses.FailureAsync(http, Dialects.Of(http.Request.Path), Failure.HostName));
    }

    /// <summary>Whether a host, without its port, is localhost, a name below it or a loopback address.</summary>
    internal static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
