using Microsoft.Extensions.Logging.Console;

namespace Contacts.WebFront.Hosting;

/// <summary>The log of a process that serves people: JSON lines on the console, nothing personal in them.</summary>
public static class DiscreetLogs
{
    public static ILoggingBuilder AddDiscreetJsonConsole(this ILoggingBuilder logging)
    {
        logging.AddConsoleFormatter<DiscreetJson, ConsoleFormatterOptions>();
        return logging.AddConsole(options => options.FormatterName = DiscreetJson.FormatterName);
    }
}
