using Contacts.Core.Contacts;
using Contacts.Core.Text;
using Npgsql;

namespace Contacts.Storage.Postgres.Contacts;

/// <summary>A batch turned by columns into the arrays of Postgres/Contacts/write.sql, in the order in which rows are locked.</summary>
internal sealed class ContactBatch
{
    private readonly int[] _organisations, _groupStarts, _groupEnds;
    private readonly short[] _kinds;
    private readonly string?[] _externalIds, _emails, _keys, _foldedEmails, _phones, _firstNames, _lastNames, _companies;
    private readonly string?[] _foldedFirstNames, _foldedLastNames, _foldedCompanies, _sources, _actors, _created, _reasons;
    private readonly bool?[] _email, _sms;
    private readonly DateTime[] _times;
    private readonly List<long> _groups = [];

    public ContactBatch(IReadOnlyList<ContactWrite> rows)
    {
        var count = rows.Count;
        (_organisations, _groupStarts, _groupEnds, _kinds) = (new int[count], new int[count], new int[count], new short[count]);
        (_externalIds, _emails, _keys, _foldedEmails) = (new string[count], new string[count], new string[count], new string[count]);
        (_phones, _firstNames, _lastNames, _companies) = (new string[count], new string[count], new string[count], new string[count]);
        (_foldedFirstNames, _foldedLastNames, _foldedCompanies) = (new string[count], new string[count], new string[count]);
        (_sources, _actors, _created, _reasons) = (new string[count], new string[count], new string[count], new string[count]);
        (_email, _sms, _times) = (new bool?[count], new bool?[count], new DateTime[count]);
        Order = LockOrder(rows);
        for (var i = 0; i < count; i++) Set(i, rows[Order[i]]);
    }

    /// <summary>Which row of the input stands at each place.</summary>
    public int[] Order { get; }

    public void Bind(NpgsqlParameterCollection parameters) => parameters
        .With(_organisations).With(_kinds).With(_externalIds).With(_emails).With(_keys).With(_foldedEmails).With(_phones)
        .With(_firstNames).With(_lastNames).With(_companies).With(_foldedFirstNames).With(_foldedLastNames).With(_foldedCompanies)
        .With(_email).With(_sms).With(_sources).With(_actors).With(_times).With(_created)
        .With(_groupStarts).With(_groupEnds).With(_groups.ToArray()).With(_reasons);

    private static int[] LockOrder(IReadOnlyList<ContactWrite> rows)
    {
        var order = new int[rows.Count];
        for (var i = 0; i < order.Length; i++) order[i] = i;
        Array.Sort(order, (x, y) =>
        {
            var byOrganisation = rows[x].OrganisationId.CompareTo(rows[y].OrganisationId);
            if (byOrganisation != 0) return byOrganisation;
            var byKey = string.CompareOrdinal(rows[x].EmailKey, rows[y].EmailKey);
            return byKey != 0 ? byKey : x.CompareTo(y);
        });
        return order;
    }

    private void Set(int i, ContactWrite row)
    {
        (_organisations[i], _kinds[i], _externalIds[i]) = (row.OrganisationId, (short)row.Kind, row.ExternalId);
        (_emails[i], _keys[i], _foldedEmails[i], _phones[i]) = (row.Email, row.EmailKey, FoldedEmail(row.Email), row.Phone);
        (_firstNames[i], _lastNames[i], _companies[i]) = (row.FirstName, row.LastName, row.Company);
        (_foldedFirstNames[i], _foldedLastNames[i]) = (Fold(row.FirstName), Fold(row.LastName));
        _foldedCompanies[i] = Fold(row.Company);
        (_email[i], _sms[i], _sources[i], _actors[i]) = (row.EmailSubscribed, row.SmsSubscribed, row.Source, row.Actor);
        (_times[i], _created[i], _reasons[i]) = (row.At.UtcDateTime, ContactEvents.OfCreation(row).After, row.Reason);
        _groupStarts[i] = _groups.Count + 1;
        AddGroups(row);
        _groupEnds[i] = _groups.Count;
    }

    private void AddGroups(ContactWrite row)
    {
        var start = _groups.Count;
        foreach (var id in row.GroupIds)
            if (_groups.IndexOf(id, start) < 0) _groups.Add(id);
    }

    private static string? Fold(string? text) => text is null ? null : TextFolding.Fold(text);

    /// <summary>Null where a search looks through the address itself, as for nearly all.</summary>
    internal static string? FoldedEmail(string? email) =>
        email is null || AddressText.Of(email) is var text && text == email ? null : text;
}
