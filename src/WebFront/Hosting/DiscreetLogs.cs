using System.Data.Common;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Contacts.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;

namespace Contacts.WebFront.Hosting;

/// <summary>Logs JSON lines to the console, without personal data.</summary>
public static class DiscreetLogs
{
    public static ILoggingBuilder AddDiscreetJsonConsole(this ILoggingBuilder logging)
    {
        logging.AddConsoleFormatter<DiscreetJson, ConsoleFormatterOptions>();
        return logging.AddConsole(options => options.FormatterName = DiscreetJson.FormatterName);
    }
}

/// <summary>
/// Writes each entry as one JSON line, with the field names of the framework's own JSON console. Exceptions are told by type, code and
/// stack alone: their messages may quote what somebody sent, or a row. At level Debug the exceptions of a category are written in full.
/// </summary>
internal sealed class DiscreetJson(IServiceProvider services) : ConsoleFormatter(FormatterName)
{
    public const string FormatterName = "discreet-json";

    public override void Write<TState>(in LogEntry<TState> logEntry, IExternalScopeProvider? scopeProvider, TextWriter textWriter)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("Timestamp", DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture));
            json.WriteNumber("EventId", logEntry.EventId.Id);
            json.WriteString("LogLevel", logEntry.LogLevel.ToString());
            json.WriteString("Category", logEntry.Category);
            json.WriteString("Message", logEntry.Formatter(logEntry.State, null));
            if (logEntry.Exception is { } exception) json.WriteString("Exception", Describe(exception, logEntry.Category));
            if (logEntry.State is IReadOnlyList<KeyValuePair<string, object?>> state) WriteState(json, state);
            json.WriteEndObject();
        }
        textWriter.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }

    private static void WriteState(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>> state)
    {
        json.WriteStartObject("State");
        foreach (var (name, value) in state) json.WriteString(name, Convert.ToString(value, CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }

    private string Describe(Exception exception, string category) =>
        IsDetailWanted(category) ? exception.ToString() : DiscreetException.Describe(exception);

    private bool IsDetailWanted(string category)
    {
        try
        {
            // Resolved lazily: loggers are created with this formatter.
            return services.GetRequiredService<ILoggerFactory>().CreateLogger(category).IsEnabled(LogLevel.Debug);
        }
        catch (ObjectDisposedException)
        {
            return false; // The process is shutting down.
        }
    }
}

/// <summary>
/// Keeps request lines out of the log: they carry keys in their query, and links in their path. Applied after all configuration and for
/// every provider that has rules of its own, so that no logging setting can bring them back.
/// </summary>
internal sealed class UrlLogFilter : IPostConfigureOptions<LoggerFilterOptions>
{
    /// <summary>Opens a scope with the path around every request where any of its levels is on.</summary>
    private const string Scopes = "Microsoft.AspNetCore.Hosting.Diagnostics";

    /// <summary>The loggers of the framework that print a request's line, URL or path.</summary>
    public static readonly string[] Loggers =
    [
        Scopes,
        "Microsoft.AspNetCore.Server.Kestrel.BadRequests",
        "Microsoft.AspNetCore.Server.Kestrel.Connections",
        "Microsoft.AspNetCore.HttpLogging",
        "Microsoft.AspNetCore.HttpLogging.HttpLoggingMiddleware",
        "Microsoft.AspNetCore.Routing.EndpointRoutingMiddleware",
        "Microsoft.AspNetCore.Routing.Matching.DfaMatcher",
    ];

    public void PostConfigure(string? name, LoggerFilterOptions options)
    {
        var providers = options.Rules.Select(rule => rule.ProviderName).Append(null).Distinct().ToArray();
        foreach (var provider in providers)
            foreach (var logger in Loggers)
                options.Rules.Add(
                    new LoggerFilterRule(provider, logger, logger == Scopes ? LogLevel.None : LogLevel.Warning, filter: null));
    }
}

/// <summary>Describes an exception without its message: types, SQLSTATEs and stack traces, along the chain of causes. Pure.</summary>
internal static class DiscreetException
{
    public static string Describe(Exception exception)
    {
        var text = new StringBuilder();
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause != exception) text.Append(" ---> ");
            text.Append(cause.GetType().FullName);
            if (SafeMessageOrNull(cause) is { Length: > 0 } known) text.Append(": ").Append(known);
            if (cause.StackTrace is { } stack) text.AppendLine().Append(stack).AppendLine();
        }
        return text.ToString();
    }

    /// <summary>Messages that are this program's own or the network's.</summary>
    private static string? SafeMessageOrNull(Exception exception) => exception switch
    {
        StoreUnavailableException or SocketException => exception.Message,
        DbException { SqlState: { } state } => $"SQLSTATE {state}",
        _ => null,
    };
}
