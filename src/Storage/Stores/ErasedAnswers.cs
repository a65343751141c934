using System.Collections.Immutable;
using Contacts.Core.Erasure;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>
/// Empties stored answers to requests about a person. Answers about contacts that had no effect do not say whom they are about: all of them
/// are emptied, of which there are those of a day.
/// </summary>
internal static class ErasedAnswers
{
    private static readonly Statement _find = new("Erasure/answers.sql");
    private static readonly Statement _routesWithoutEffect = new("Erasure/routes_without_effect.sql");
    private static readonly Statement _redactWithoutEffect = new("Erasure/redact_without_effect.sql");
    private static readonly Statement _redact = new("Erasure/redact_answer.sql");

    /// <summary>How many answers are empty now.</summary>
    public static async ValueTask<int> EraseAsync(IStoreSession session, GatheredPerson person, ImmutableArray<long> tickets)
    {
        var answers = new List<Request>();
        foreach (var id in person.Person.ContactIds)
            answers.AddRange((await FindAsync(session, person, id)).Where(answer => ErasedRoutes.AreOfContacts(answer.Route)));
        foreach (var number in tickets)
            answers.AddRange((await FindAsync(session, person, number)).Where(answer => ErasedRoutes.AreOfTickets(answer.Route)));
        var routes = await session.AllAsync(_routesWithoutEffect, row => row.Text(0), person.OrganisationId);
        return await session.RunEachAsync(_redact, answers.Select(answer => (SqlValue[])[person.OrganisationId, answer.Record]))
            + await session.RunEachAsync(
                _redactWithoutEffect, routes.Where(ErasedRoutes.AreOfContacts).Select(route => (SqlValue[])[person.OrganisationId, route]));
    }

    private static ValueTask<ImmutableArray<Request>> FindAsync(IStoreSession session, GatheredPerson person, long effect) =>
        session.AllAsync(_find, Read, person.OrganisationId, effect);

    private static Request Read(IRow row) => new(row.Text(0), row.Text(1));

    private readonly record struct Request(string Record, string Route);
}
