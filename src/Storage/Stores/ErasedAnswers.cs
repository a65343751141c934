using System.Collections.Immutable;
using Contacts.Core.Erasure;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>
/// Empties stored answers to requests about a person. Answers about contacts that had no effect do not say whom they are about: all of them
/// are emptied, of which there are those of a day.
/// </summary>
internal sealed class ErasedAnswers(StatementBatch reads, GatheredPerson gathered)
{
    private static readonly Statement _find = new("Erasure/answers.sql");
    private static readonly Statement _routesWithoutEffect = new("Erasure/routes_without_effect.sql");
    private static readonly Statement _redactWithoutEffect = new("Erasure/redact_without_effect.sql");
    private static readonly Statement _redact = new("Erasure/redact_answer.sql");

    private readonly FoundRows<Request> _ofContacts = reads.AllOfEach(_find, Read, gathered.EachContact());
    private readonly FoundRows<(string Route, int Count)> _routes =
        reads.All(_routesWithoutEffect, row => (row.Text(0), row.Int32(1)), gathered.OrganisationId);

    private IReadOnlyList<Request> _ofTickets = [];

    public void ReadOfTickets(StatementBatch reads, ImmutableArray<long> tickets) =>
        _ofTickets = reads.AllOfEach(_find, Read, gathered.Each(tickets));

    /// <summary>How many answers there are.</summary>
    public int Erase(StatementBatch writes)
    {
        Request[] known =
        [
            .. _ofContacts.Where(answer => ErasedRoutes.AreOfContacts(answer.Route)),
            .. _ofTickets.Where(answer => ErasedRoutes.AreOfTickets(answer.Route)),
        ];
        (string Route, int Count)[] routes = [.. _routes.Where(one => ErasedRoutes.AreOfContacts(one.Route))];
        writes.RunEach(_redact, known.Select(answer => (SqlValue[])[gathered.OrganisationId, answer.Record]));
        writes.RunEach(_redactWithoutEffect, routes.Select(one => (SqlValue[])[gathered.OrganisationId, one.Route]));
        return known.Length + routes.Sum(one => one.Count);
    }

    private static Request Read(IRow row) => new(row.Text(0), row.Text(1));

    private readonly record struct Request(string Record, string Route);
}
