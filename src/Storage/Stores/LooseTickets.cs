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

    /// <summary><paramref name="read"/> runs each read of a page.</summary>
    public static async ValueTask<ImmutableArray<long>> FindAsync(
        int organisationId, ErasedPerson person,
        Func<Func<IStoreSession, ValueTask<ImmutableArray<TicketSender>>>, ValueTask<ImmutableArray<TicketSender>>> read)
    {
        var found = ImmutableArray.CreateBuilder<long>();
        for (var (after, isMore) = (0L, true); isMore;)
        {
            var last = after;
            var page = await read(session => session.AllAsync(_senders, TicketSender.Read, organisationId, last, AtOnce));
            found.AddRange(page.Where(sender => sender.IsOne(person)).Select(sender => sender.Number));
            isMore = page.Length == AtOnce;
            if (isMore) after = page[^1].Number;
        }
        return found.DrainToImmutable();
    }
}
