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
    private static readonly Statement _withoutEffect = new("Erasure/answers_without_effect.sql");
    private static readonly Statement _redact = new("Erasure/redact_answer.sql");

    /// <summary>How many answers are empty now.</summary>
    public static async ValueTask<int> EraseAsync(IStoreSession session, GatheredPerson person, ImmutableArray<long> tickets)
    {
        var answers = new List<Request>();
        foreach (var id in person.Person.ContactIds)
            answers.AddRange((await FindAsync(session, person, id)).Where(answer => ErasedRoutes.AreOfContacts(answer.Route)));
        foreach (var number in tickets)
            answers.AddRange((await FindAsync(session, person, number)).Where(answer => ErasedRoutes.AreOfTickets(answer.Route)));
        answers.AddRange((await session.AllAsync(_withoutEffect, Read, person.OrganisationId))
            .Where(answer => ErasedRoutes.AreOfContacts(answer.Route)));
        return await session.RunEachAsync(_redact, answers.Select(answer => (SqlValue[])[person.OrganisationId, answer.Record]));
    }

    private static ValueTask<ImmutableArray<Request>> FindAsync(IStoreSession session, GatheredPerson person, long effect) =>
        session.AllAsync(_find, Read, person.OrganisationId, effect);

    private static Request Read(IRow row) => new(row.Text(0), row.Text(1));

    private readonly record struct Request(string Record, string Route);
}
