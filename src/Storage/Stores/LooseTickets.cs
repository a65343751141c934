using System.Collections.Immutable;
using Contacts.Core.Erasure;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>From what address and number a ticket was written.</summary>
internal readonly record struct TicketSender(long Number, string? Email, string? Phone)
{
    public bool IsOne(ErasedPerson person) => Email is null ? person.HasPhone(Phone) : person.HasEmail(Email);

    public static TicketSender Read(IRow row) => new(row.Int64(0), row.TextOrNull(1), row.TextOrNull(2));
}

/// <summary>Finds the tickets of a person that belong to no contact, page by page.</summary>
internal static class LooseTickets
{
    private const int AtOnce = 10_000;

    private static readonly Statement _senders = new("PersonalData/senders.sql");

    /// <summary>A page of senders behind a number.</summary>
    public static FoundRows<TicketSender> Page(StatementBatch batch, int organisationId, long after) =>
        batch.All(_senders, TicketSender.Read, organisationId, after, AtOnce);

    /// <summary><paramref name="next"/> reads the page behind a number.</summary>
    public static async ValueTask<ImmutableArray<long>> FindAsync(
        ErasedPerson person, IReadOnlyList<TicketSender> first, Func<long, ValueTask<FoundRows<TicketSender>>> next)
    {
        var found = ImmutableArray.CreateBuilder<long>();
        for (var page = first; ; page = await next(page[^1].Number))
        {
            found.AddRange(page.Where(sender => sender.IsOne(person)).Select(sender => sender.Number));
            if (page.Count < AtOnce) return found.DrainToImmutable();
        }
    }
}
