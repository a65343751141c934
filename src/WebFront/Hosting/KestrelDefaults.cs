using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace Contacts.WebFront.Hosting;

/// <summary>
/// How much of a connection's time and of the process's memory one client may take. The configuration section `Kestrel:Limits` has the
/// last word.
/// </summary>
internal sealed class KestrelDefaults(IConfiguration configuration) : IConfigureOptions<KestrelServerOptions>
{
    public const int MaxRequestLineBytes = 8 * 1024;
    public const int MaxHeaderBytes = 16 * 1024;
    public const int MaxHeaders = 64;

    /// <summary>
    /// Further connections are closed at once. Each costs some tens of KB, so that all of them fit the memory of a small machine.
    /// </summary>
    public const int MaxConnections = 16_384;

    /// <summary>
    /// No route takes more, but those that lift it for themselves. Far above what JSON routes read: what is left of a body after its
    /// refusal is read and thrown away up to this much, so that clients which read no answer before they have sent all get to see it.
    /// </summary>
    public const long MaxBodyBytes = 16 * 1024 * 1024;

    public static readonly TimeSpan HeadersTimeout = TimeSpan.FromSeconds(15);
    public static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(120);

    /// <summary>A body that comes slower for longer than the grace period is cut off, and a reader of an answer that is slower.</summary>
    public static readonly MinDataRate BodyRate = new(bytesPerSecond: 240, gracePeriod: TimeSpan.FromSeconds(5));

    public void Configure(KestrelServerOptions options)
    {
        options.AddServerHeader = false;
        var limits = options.Limits;
        limits.MaxRequestLineSize = MaxRequestLineBytes;
        limits.MaxRequestHeadersTotalSize = MaxHeaderBytes;
        limits.MaxRequestHeaderCount = MaxHeaders;
        limits.MaxRequestBodySize = MaxBodyBytes;
        limits.MaxConcurrentConnections = MaxConnections;
        limits.RequestHeadersTimeout = HeadersTimeout;
        limits.KeepAliveTimeout = KeepAlive;
        limits.MinRequestBodyDataRate = BodyRate;
        var settings = configuration.GetSection("Kestrel:Limits");
        settings.Bind(limits);
        // A rate cannot be changed once it is made, so binding leaves it as it is.
        limits.MinRequestBodyDataRate = Rate(settings.GetSection(nameof(limits.MinRequestBodyDataRate)), BodyRate);
        limits.MinResponseDataRate = Rate(settings.GetSection(nameof(limits.MinResponseDataRate)), BodyRate);
    }

    private static MinDataRate Rate(IConfigurationSection settings, MinDataRate usual) => new(
        settings.GetValue(nameof(MinDataRate.BytesPerSecond), usual.BytesPerSecond),
        settings.GetValue(nameof(MinDataRate.GracePeriod), usual.GracePeriod));
}
