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
    private static readonly Statement _countWithoutEffect = new("Erasure/count_without_effect.sql");
    private static readonly Statement _redactWithoutEffect = new("Erasure/redact_without_effect.sql");
    private static readonly Statement _redact = new("Erasure/redact_answer.sql");

    private readonly FoundRows<Request> _ofContacts = reads.AllOfEach(_find, Read, gathered.EachContact());
    private readonly FoundRows<string> _routes = reads.All(_routesWithoutEffect, row => row.Text(0), gathered.OrganisationId);

    private IReadOnlyList<Request> _ofTickets = [];
    private IReadOnlyList<int> _withoutEffect = [];

    /// <summary>Whether there are any that do not say whom they are about.</summary>
    public bool AnyWithoutEffect => Routes.Any();

    private IEnumerable<SqlValue[]> Routes =>
        _routes.Where(ErasedRoutes.AreOfContacts).Select(route => (SqlValue[])[gathered.OrganisationId, route]);

    public void ReadRest(StatementBatch reads, ImmutableArray<long> tickets)
    {
        _ofTickets = reads.AllOfEach(_find, Read, gathered.Each(tickets));
        _withoutEffect = reads.AllOfEach(_countWithoutEffect, row => row.Int32(0), Routes);
    }

    /// <summary>How many answers there are.</summary>
    public int Erase(StatementBatch writes)
    {
        Request[] known =
        [
            .. _ofContacts.Where(answer => ErasedRoutes.AreOfContacts(answer.Route)),
            .. _ofTickets.Where(answer => ErasedRoutes.AreOfTickets(answer.Route)),
        ];
        writes.RunEach(_redact, known.Select(answer => (SqlValue[])[gathered.OrganisationId, answer.Record]));
        writes.RunEach(_redactWithoutEffect, Routes);
        return known.Length + _withoutEffect.Sum();
    }

    private static Request Read(IRow row) => new(row.Text(0), row.Text(1));

    private readonly record struct Request(string Record, string Route);
}
