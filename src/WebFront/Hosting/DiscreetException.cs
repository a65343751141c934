using System.Data.Common;
using System.Net.Sockets;
using System.Text;
using Contacts.Core;

namespace Contacts.WebFront.Hosting;

/// <summary>Describes an exception without its message: types, SQLSTATEs and stack traces, along the chain of causes. Pure.</summary>
internal static class DiscreetException
{
    public static string Tell(Exception exception)
    {
        var text = new StringBuilder();
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause != exception) text.Append(" ---> ");
            text.Append(cause.GetType().FullName);
            if (Known(cause) is { Length: > 0 } known) text.Append(": ").Append(known);
            if (cause.StackTrace is { } stack) text.AppendLine().Append(stack).AppendLine();
        }
        return text.ToString();
    }

    /// <summary>Messages that are this program's own or the network's.</summary>
    private static string? Known(Exception exception) => exception switch
    {
        StoreUnavailableException or SocketException => exception.Message,
        DbException { SqlState: { } state } => $"SQLSTATE {state}",
        _ => null,
    };
}
