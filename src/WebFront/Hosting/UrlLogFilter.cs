using Microsoft.Extensions.Options;

namespace Contacts.WebFront.Hosting;

/// <summary>
/// Keeps request lines out of the log: they carry keys in their query. Applied after all configuration and for every provider that has
/// rules of its own, so that no logging setting can bring them back.
/// </summary>
internal sealed class UrlLogFilter : IPostConfigureOptions<LoggerFilterOptions>
{
    /// <summary>The loggers of the framework that print a request's line or URL.</summary>
    public static readonly string[] Loggers =
    [
        "Microsoft.AspNetCore.Hosting.Diagnostics",
        "Microsoft.AspNetCore.Server.Kestrel.BadRequests",
        "Microsoft.AspNetCore.Server.Kestrel.Connections",
        "Microsoft.AspNetCore.HttpLogging",
        "Microsoft.AspNetCore.HttpLogging.HttpLoggingMiddleware",
    ];

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        var providers = options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToArray();
        foreach (var provider in providers)
            foreach (var logger in Loggers)
                options.Rules.Add(new LoggerFilterRule(provider, logger, LogLevel.Warning, filter: null));
    }
}
