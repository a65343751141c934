using System.Collections.Immutable;
using System.Globalization;
using Contacts.Core.Phone;
using Contacts.Core.Text;
using Contacts.Core.Tickets;

namespace Contacts.Storage;

/// <summary>How tickets are spelled in both databases.</summary>
internal static class TicketText
{
    private const int SearchedOfMessage = 2_000;

    /// <summary>The text that searches match: subject, customer and the beginning of the message, folded, each in its line.</summary>
    public static string Search(TicketWrite ticket)
    {
        var (first, last) = (ticket.FirstName ?? "", ticket.LastName ?? "");
        return TextFolding.Fold(
            $"{ticket.Subject}\n{ticket.Email}\n{ticket.Phone}\n{first} {last} {first}\n{Beginning(ticket.Message)}");
    }

    /// <summary>The text that searches match where nothing but the message is left.</summary>
    public static string SearchOfMessage(string message) => TextFolding.Fold(Beginning(message));

    /// <summary>"name:points" of each reason, separated by commas.</summary>
    public static string Reasons(ImmutableArray<SpamReason> reasons) => reasons.IsDefaultOrEmpty
        ? ""
        : string.Join(',', reasons.Select(reason => string.Create(CultureInfo.InvariantCulture, $"{reason.Name}:{reason.Points}")));

    public static ImmutableArray<SpamReason> Reasons(string text)
    {
        if (text.Length == 0) return [];
        return
        [
            .. text.Split(',').Select(part => part.Split(':'))
                .Select(part => new SpamReason { Name = part[0], Points = int.Parse(part[1], CultureInfo.InvariantCulture) }),
        ];
    }

    public static string Key(string slug, long number) =>
        string.Create(CultureInfo.InvariantCulture, $"{slug.ToUpperInvariant()}-{number}");

    /// <summary>A note that the ticket began with and one of its mail.</summary>
    public static string? Note(string? ofTicket, string? ofMail) => (ofTicket, ofMail) switch
    {
        (null, _) => ofMail,
        (_, null) => ofTicket,
        _ => $"{ofTicket} {ofMail}",
    };

    /// <summary>The number that a search term such as "17" or "DEMO-17" names, with the slug where there is one.</summary>
    public static (long? Number, string? Slug) NumberIn(string? term)
    {
        var text = (term ?? "").Trim();
        var hyphen = text.LastIndexOf('-');
        return long.TryParse(text.AsSpan(hyphen + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (number, hyphen < 0 ? null : text[..hyphen].ToLowerInvariant())
            : (null, null);
    }

    private static string Beginning(string message) => Clipping.Clip(message, SearchedOfMessage);
}
