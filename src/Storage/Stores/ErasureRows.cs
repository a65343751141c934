using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Contacts.Core.Erasure;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Reads and writes the record of erasures within a session.</summary>
internal static partial class ErasureRows
{
    private static readonly Statement _add = new("Erasure/add.sql");
    private static readonly Statement _list = new("Erasure/list.sql");
    private static readonly Statement _unlogged = new("Erasure/unlogged.sql");
    private static readonly Statement _mailsAfter = new("Erasure/mails_after.sql");
    private static readonly Statement _setLogged = new("Erasure/set_logged.sql");

    /// <summary>The number of the erasure.</summary>
    public static FoundRows<long> Add(StatementBatch batch, ErasureRow row) => batch.All(
        _add, number => number.Int64(0), row.OrganisationId, row.EraseId, row.At, Joined(row.ContactIds), row.Reason, row.Actor,
        row.Suppress, (int)row.Tickets, JsonSerializer.Serialize(row.Counts, CountsJson.Default.ErasureCounts), Joined(row.Hashes),
        Joined(row.MailIds));

    public static ValueTask<ImmutableArray<ErasureRow>> ListAsync(IStoreSession session, int organisationId, long before, int atMost) =>
        session.AllAsync(_list, Read, organisationId, before, atMost);

    public static async ValueTask<ImmutableArray<ErasureRow>> UnloggedAsync(IStoreSession session, int atMost) =>
        [.. await session.RunAsync(batch => batch.All(_unlogged, Read, atMost))];

    public static async ValueTask<ImmutableArray<ErasedMailIds>> MailsAfterAsync(IStoreSession session, long number, int atMost) =>
    [
        .. await session.RunAsync(batch => batch.All(
            _mailsAfter, row => new ErasedMailIds(row.Int64(0), row.Time(1), Split(row.Text(2))), number, atMost)),
    ];

    public static ValueTask<int> SetLoggedAsync(IStoreSession session, ImmutableArray<ErasureRow> rows) =>
        session.RunEachAsync(_setLogged, rows.Select(row => (SqlValue[])[row.OrganisationId, row.Number]));

    private static ErasureRow Read(IRow row) => new()
    {
        OrganisationId = row.Int32(0), Number = row.Int64(1), EraseId = row.Text(2), At = row.Time(3), ContactIds = Split(row.Text(4)),
        Reason = row.Text(5), Actor = row.Text(6), Suppress = row.Bool(7), Tickets = (TicketErasure)row.Int32(8),
        Counts = JsonSerializer.Deserialize(row.Text(9), CountsJson.Default.ErasureCounts)!, Hashes = Split(row.Text(10)),
        MailIds = Split(row.Text(11)), IsLogged = row.Bool(12),
    };

    private static string Joined(ImmutableArray<string> items) => string.Join(' ', items);

    private static ImmutableArray<string> Split(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries)];

    [JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
    [JsonSerializable(typeof(ErasureCounts))]
    private sealed partial class CountsJson : JsonSerializerContext;
}
