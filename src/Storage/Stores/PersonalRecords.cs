using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Erasure;
using Contacts.Core.PersonalData;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>All that is kept of one person, read within one session.</summary>
internal sealed class PersonalRecords(IStoreSession session, int organisationId, ErasedPerson person)
{
    private static readonly JsonSerializerOptions _readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly Reader _contacts = new(
        "contact", "contacts",
        ["id", "email", "phone", .. ProfileField.All.Select(field => field.JsonName), "externalId", "attributes:json", "source",
            "emailSubscribed", "smsSubscribed"]);

    private static readonly Reader _groups = new("group", "groups", "name");
    private static readonly Reader _events = new(
        "history", "events", "kind", "source", "reason", "before:json", "after:json", "evidence:json");
    private static readonly Reader _merges = new("merge", "merges", "mergedId", "reason", "values:journal");

    private static readonly Reader _consents = new(
        "consent", "consents", "channel", "address", "state", "source", "confirmedAt:time", "withdrawnAt:time", "expiresAt:time",
        "evidence:json", "held:json");

    private static readonly string[] _ofTicket =
    [
        "number", "subject", "message", "notice", "category", "email", "phone", "firstName", "lastName", "ip", "network", "country",
        "sendTo", "mailNote",
    ];

    private static readonly Reader _tickets = new("ticket", "tickets", _ofTicket);
    private static readonly Reader _ticket = new("ticket", "ticket", _ofTicket);
    private static readonly Reader _mails = new("mail", "mails", "kind", "recipient", "data:json", "note", "state");
    private static readonly Reader _journal = new("import", "journal", "import", "row", "before:json", "after:json");
    private static readonly Reader _requests = new("request", "requests", "kind", "state", "decidedAt:time");

    public async ValueTask<ImmutableArray<PersonalRecord>> ReadAsync()
    {
        var all = ImmutableArray.CreateBuilder<PersonalRecord>();
        foreach (var reader in new[] { _contacts, _groups, _events, _merges }) all.AddRange(await OfContactsAsync(reader));
        foreach (var key in ErasedConsents.KeysOf(person)) all.AddRange(await ReadAsync(_consents, (int)key.Channel, key.Address));
        all.AddRange(await OfContactsAsync(_tickets));
        var senders = await SendersAsync(after: 0);
        foreach (var number in await LooseTickets.FindAsync(person, senders, SendersAsync)) all.AddRange(await ReadAsync(_ticket, number));
        foreach (var email in person.Emails.Where(person.HasEmail)) all.AddRange(await ReadAsync(_mails, email));
        all.AddRange(await OfContactsAsync(_journal));
        var imports = await session.RunAsync(batch => StoredImports.All(batch, organisationId));
        all.AddRange(imports.Where(import => import.IsNamedAfter(person)).Select(ColumnsOf));
        all.AddRange(await ErrorsAsync(imports));
        all.AddRange(await SamplesAsync());
        all.AddRange(await OfContactsAsync(_requests));
        return all.DrainToImmutable();
    }

    private ValueTask<ImmutableArray<PersonalRecord>> ReadAsync(Reader reader, params ReadOnlySpan<SqlValue> values) =>
        session.AllAsync(reader.Statement, reader.Read, [organisationId, .. values]);

    private async ValueTask<List<PersonalRecord>> OfContactsAsync(Reader reader)
    {
        var records = new List<PersonalRecord>();
        foreach (var id in person.ContactIds) records.AddRange(await session.AllAsync(reader.Statement, reader.Read, organisationId, id));
        return records;
    }

    private ValueTask<FoundRows<TicketSender>> SendersAsync(long after) =>
        session.RunAsync(batch => LooseTickets.Page(batch, organisationId, after));

    private static PersonalRecord ColumnsOf(SearchedImport import) => RowOf(
        import.Id, null, ("columns:json", import.Header), ("mapping:json", import.Mapping), ("ignoredColumns:json", import.IgnoredColumns),
        ("message", import.Message));

    private async ValueTask<IEnumerable<PersonalRecord>> ErrorsAsync(IEnumerable<SearchedImport> imports)
    {
        var found = await RefusedRow.FindAsync(
            person, imports, await ErrorsAsync(import: 0, row: 0), last => ErrorsAsync(last.Import, last.Row));
        return found.Select(error => RowOf(
            error.Import, error.Row, ("field", error.Field), ("rule", error.Rule), ("detail", error.Detail), ("cells:json", error.Cells)));
    }

    private ValueTask<FoundRows<RefusedRow>> ErrorsAsync(long import, long row) =>
        session.RunAsync(batch => RefusedRow.Page(batch, organisationId, import, row));

    private async ValueTask<IEnumerable<PersonalRecord>> SamplesAsync()
    {
        var samples = await session.RunAsync(batch => ShownChange.All(batch, organisationId));
        return ShownChange.Of(person, samples)
            .Select(sample => RowOf(sample.Import, sample.Row, ("before:json", sample.Before), ("after:json", sample.After)));
    }

    private static PersonalRecord RowOf(long import, long? row, params ReadOnlySpan<(string Name, string? Text)> values)
    {
        var all = ImmutableArray.CreateBuilder<PersonalValue>();
        all.Add(new("import", import.ToString(CultureInfo.InvariantCulture)));
        if (row is { } number) all.Add(new("row", number.ToString(CultureInfo.InvariantCulture)));
        foreach (var (name, text) in values)
            if (text is { Length: > 0 }) all.Add(Value(name, text));
        return new("import", null, all.DrainToImmutable());
    }

    private static PersonalValue Value(string name, string text)
    {
        var type = name.IndexOf(':', StringComparison.Ordinal);
        if (type < 0) return new(name, text);
        return new(name[..type], name.EndsWith(":journal", StringComparison.Ordinal) ? WithoutActors(text) : text, IsJson: true);
    }

    /// <summary>A journal has consents as they were, with who of the staff spoke of them.</summary>
    private static string WithoutActors(string journal)
    {
        var root = JsonNode.Parse(journal)!;
        Remove(root);
        return root.ToJsonString(_readable);

        static void Remove(JsonNode node)
        {
            if (node is JsonObject item) item.Remove("actor");
            IEnumerable<JsonNode?> inner = node switch
            {
                JsonObject parent => parent.Select(field => field.Value), JsonArray list => list, _ => [],
            };
            foreach (var child in inner.OfType<JsonNode>()) Remove(child);
        }
    }

    /// <summary>
    /// Reads records of a kind: the first column is when they were recorded, the others have these names, with a type behind those that are
    /// times or JSON.
    /// </summary>
    private sealed class Reader(string kind, string file, params string[] names)
    {
        private const string TimeType = ":time";

        public Statement Statement { get; } = new($"PersonalData/{file}.sql");

        public PersonalRecord Read(IRow row) => new(kind, row.TimeOrNull(0), [.. Values(row)]);

        private IEnumerable<PersonalValue> Values(IRow row)
        {
            for (var i = 0; i < names.Length; i++)
            {
                if (names[i].EndsWith(TimeType, StringComparison.Ordinal))
                {
                    if (row.TimeOrNull(i + 1) is { } time)
                        yield return new(names[i][..^TimeType.Length], time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
                }
                else if (row.TextOrNull(i + 1) is { Length: > 0 } text) yield return Value(names[i], text);
            }
        }
    }
}
