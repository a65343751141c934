using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Logging.Console;

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
            if (logEntry.Exception is { } exception) json.WriteString("Exception", Tell(exception, logEntry.Category));
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

    private string Tell(Exception exception, string category) =>
        IsDetailWanted(category) ? exception.ToString() : DiscreetException.Tell(exception);

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
