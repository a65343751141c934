using System.Collections.Immutable;
using System.Text.Json;
using Contacts.Core.Erasure;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Removes mails to a person and mails of its tickets, and what is counted of them.</summary>
internal static class ErasedMails
{
    private static readonly Statement _ofTickets = new("Erasure/ticket_mails.sql");
    private static readonly Statement _to = new("Erasure/mails_to.sql");
    private static readonly Statement _dropOfTicket = new("Erasure/drop_ticket_mail.sql");
    private static readonly Statement _drop = new("Erasure/drop_mail.sql");
    private static readonly Statement _redact = new("Erasure/redact_mail.sql");
    private static readonly Statement _removeQuota = new("Erasure/remove_quota.sql");

    /// <summary>
    /// The ids of the mails, and of digests that have some of them. Mails of tickets whose message is kept are still sent.
    /// </summary>
    public static async ValueTask<ImmutableArray<string>> EraseAsync(
        IStoreSession session, GatheredPerson person, ImmutableArray<long> tickets, TicketErasure choice)
    {
        var ofTickets = await session.AllAsync(
            _ofTickets, Read, person.OrganisationId, SqlValue.Json(JsonSerializer.Serialize(tickets)));
        string[] emails = [.. person.Person.Emails.Where(person.Person.HasEmail)];
        var toPerson = new List<Mail>();
        foreach (var email in emails) toPerson.AddRange(await session.AllAsync(_to, Read, person.OrganisationId, email));
        if (choice == TicketErasure.Redact) await RunAsync(session, _dropOfTicket, person.OrganisationId, ofTickets);
        await RunAsync(session, _drop, person.OrganisationId, toPerson);
        Mail[] all = [.. ofTickets, .. toPerson];
        await RunAsync(session, _redact, person.OrganisationId, all);
        await session.RunEachAsync(_removeQuota, emails.Select(email => (SqlValue[])[person.OrganisationId, email]));
        return [.. all.Select(mail => mail.Id).Concat(all.Select(mail => mail.DigestId).OfType<string>()).Distinct()];
    }

    private static ValueTask<int> RunAsync(IStoreSession session, Statement statement, int organisationId, IEnumerable<Mail> mails) =>
        session.RunEachAsync(statement, mails.Select(mail => (SqlValue[])[organisationId, mail.Id]));

    private static Mail Read(IRow row) => new(row.Text(0), row.TextOrNull(1));

    private readonly record struct Mail(string Id, string? DigestId);
}
