using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Npgsql;

namespace Contacts.Storage.Postgres.Contacts;

/// <summary>
/// Finds what a batch is about that is suppressed, and lifts what people have confirmed. Costs a look at the batch's organisations, and one
/// more round trip where one of them has suppressed anything.
/// </summary>
internal sealed class SuppressedRows
{
    private static readonly string _suppressing = Sql.Load("Postgres/Contacts/batch_suppressing.sql");
    private static readonly string _suppressed = Sql.Load("Postgres/Contacts/batch_suppressed.sql");
    private static readonly string _lift = Sql.Load("Postgres/Contacts/batch_lift.sql");

    private readonly HashSet<int> _organisations = [];
    private byte[] _secret = [];

    /// <summary>Adds the statement that asks which organisations suppress anything; rows come by organisation.</summary>
    public static void AddQuestion(NpgsqlBatch batch, ContactWrite[] rows)
    {
        var organisations = new List<int>();
        foreach (var row in rows)
            if (organisations.Count == 0 || organisations[^1] != row.OrganisationId) organisations.Add(row.OrganisationId);
        batch.Add(_suppressing).With(organisations, id => id);
    }

    /// <summary>Takes a row of its result.</summary>
    public void Take(NpgsqlDataReader row)
    {
        _organisations.Add(row.GetInt32(0));
        _secret = row.GetFieldValue<byte[]>(1);
    }

    /// <summary>Notes what is suppressed of each row; <paramref name="contactOf"/> is the known contact of a row.</summary>
    public async Task MarkAsync(
        NpgsqlConnection connection, ContactWrite[] rows, KnownRow[] known, Func<int, ContactRow?> contactOf,
        CancellationToken cancellationToken)
    {
        if (_organisations.Count == 0) return;
        var asked = Enumerable.Range(0, rows.Length).SelectMany(i => Asked(i, rows[i], contactOf(i))).ToArray();
        if (asked.Length == 0) return;
        await using var command = new NpgsqlCommand(_suppressed, connection);
        command.Parameters.With(Enumerable.Range(0, asked.Length).ToArray(), i => i).With(asked, one => one.OrganisationId)
            .With(asked, one => SuppressionHash.Of(_secret, one.OrganisationId, one.Key));
        await command.PrepareAsync(cancellationToken);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            var one = asked[reader.GetInt32(0)];
            ref var row = ref known[one.Row];
            row = row with { Suppressed = row.Suppressed.With(one.Key.Channel) };
        }
    }

    /// <summary>Adds the statement that lifts what new contacts have confirmed.</summary>
    public void AddLifts(NpgsqlBatch batch, DecidedRow[] rows)
    {
        var lifted = rows.Where(row => row.Effect.IsConfirmedAtOnce && _organisations.Contains(row.Contact.OrganisationId))
            .SelectMany(row => ContactConsents.KeysOf(row.Contact), (row, key) => (row.Contact, Key: key)).ToArray();
        if (lifted.Length == 0) return;
        batch.Add(_lift).With(lifted, one => one.Contact.OrganisationId).With(lifted, one => one.Contact.Id)
            .With(lifted, one => SuppressionHash.Of(_secret, one.Contact.OrganisationId, one.Key));
    }

    private IEnumerable<(int Row, int OrganisationId, ConsentKey Key)> Asked(int index, ContactWrite row, ContactRow? contact) =>
        _organisations.Contains(row.OrganisationId)
            ? SuppressedChange.AskedOf(row, contact).Select(key => (index, row.OrganisationId, key))
            : [];
}
