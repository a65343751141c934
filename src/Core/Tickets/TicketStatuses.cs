namespace Contacts.Core.Tickets;

/// <summary>How statuses are spelled outside: "in-progress".</summary>
public static class TicketStatuses
{
    public static readonly string[] Names = ["new", "in-progress", "waiting", "done", "spam"];

    public static string Name(TicketStatus status) => Names[(int)status];

    /// <summary>False where the text, in any case, is no status.</summary>
    public static bool TryParse(string? text, out TicketStatus status)
    {
        var at = Array.FindIndex(Names, name => name.Equals(text?.Trim(), StringComparison.OrdinalIgnoreCase));
        status = (TicketStatus)Math.Max(at, 0);
        return at >= 0;
    }
}
