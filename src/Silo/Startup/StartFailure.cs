using Contacts.Grains.Abstractions;
using Contacts.Storage;
using Contacts.WebFront.Cluster;

namespace Contacts.Silo.Startup;

/// <summary>One line for each way in which a start is known to fail; null for what is a bug and deserves its stack trace.</summary>
internal static class StartFailure
{
    public static string? Explain(Exception exception) => exception switch
    {
        SettingException or StoreMigrationException => exception.Message,
#if ORLEANS
        Orleans.Runtime.MembershipService.OrleansClusterConnectivityCheckFailedException => exception.Message.ReplaceLineEndings(" "),
#endif
        StoreUnavailableException => $"The store cannot be used: {Innermost(exception)}",
        IOException when exception.Message.StartsWith("Failed to bind", StringComparison.Ordinal) =>
            $"{exception.Message.TrimEnd('.')}. Setting urls (ASPNETCORE_URLS, --urls) chooses another address.",
        UnauthorizedAccessException or IOException => exception.Message,
        _ => null,
    };

    private static string Innermost(Exception exception)
    {
        while (exception.InnerException is { } inner) exception = inner;
        return exception.Message.ReplaceLineEndings(" ");
    }
}
