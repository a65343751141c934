using Contacts.WebFront.Hosting;
using Microsoft.Extensions.Logging.Console;

namespace Contacts.Silo;

/// <summary>Short lines for people in Development, JSON for machines elsewhere.</summary>
internal static class Logs
{
    public static void Configure(WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        if (builder.Environment.IsDevelopment())
            builder.Logging.AddSimpleConsole(options => (options.SingleLine, options.TimestampFormat) = (true, "HH:mm:ss "));
        else
            builder.Logging.AddDiscreetJsonConsole();
    }
}
