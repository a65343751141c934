using System.Collections.Immutable;

namespace Contacts.Core.Consent;

/// <summary>
/// The consents that a change is about, as they stand at one moment, and what the change makes of them. What is not stored is unknown.
/// Not thread-safe.
/// </summary>
public sealed class ConsentBook
{
    private readonly int _organisationId;
    private readonly Dictionary<ConsentKey, ConsentRow> _rows = [];
    private readonly Dictionary<ConsentKey, ConsentRow> _before = [];

    public ConsentBook(int organisationId, IEnumerable<ConsentRow> stored, DateTimeOffset at)
    {
        _organisationId = organisationId;
        foreach (var row in stored) _rows.Add(row.Key, ConsentRule.At(row, at));
    }

    public ConsentRow this[ConsentKey key] => _rows.GetValueOrDefault(key) ?? ConsentRow.Unknown(_organisationId, key);

    /// <summary>Those that are to be written.</summary>
    public ImmutableArray<ConsentRow> Changes => [.. _before.Keys.Order(Comparer.Instance).Select(key => _rows[key])];

    /// <summary>What stood before in place of <see cref="Changes"/>.</summary>
    public ImmutableArray<ConsentRow> Before => [.. _before.Keys.Order(Comparer.Instance).Select(key => _before[key])];

    /// <summary>Takes a consent for given where nothing is stored. It is not to be written unless something changes it.</summary>
    public void Assume(ConsentKey key, DateTimeOffset since)
    {
        if (!_rows.ContainsKey(key)) _rows.Add(key, this[key] with { State = ConsentState.Given, RequestedAt = since });
    }

    /// <summary>The consent of a contact's address; null where it has none.</summary>
    public ConsentRow? Email(string? emailKey) => emailKey is null ? null : this[new(ConsentChannel.Email, emailKey)];

    /// <summary>The consent of a contact's number; null where it has none.</summary>
    public ConsentRow? Sms(string? phone) => phone is null ? null : this[new(ConsentChannel.Sms, phone)];

    /// <summary>Those that were withdrawn explicitly, as they stood before.</summary>
    public List<ConsentRow> Withdrawn { get; } = [];

    /// <summary>Withdraws a consent by an act that says so.</summary>
    public void Withdraw(ConsentRow row, ConsentAct act)
    {
        Withdrawn.Add(row);
        Set(ConsentRule.Withdraw(row, act));
    }

    public void Set(ConsentRow row)
    {
        var known = this[row.Key];
        if (ReferenceEquals(known, row)) return;
        _before.TryAdd(row.Key, known);
        _rows[row.Key] = row;
    }

    /// <summary>All that write several consents lock them in this order.</summary>
    private sealed class Comparer : IComparer<ConsentKey>
    {
        public static Comparer Instance { get; } = new();

        public int Compare(ConsentKey one, ConsentKey other)
        {
            var byChannel = one.Channel.CompareTo(other.Channel);
            return byChannel != 0 ? byChannel : string.CompareOrdinal(one.Address, other.Address);
        }
    }
}
