using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Imports;

namespace Contacts.Grains.Imports;

/// <summary>
/// The contacts and consents that the rows of a step are about, as the rows of a dry run before them would have left them. A contact that
/// the dry run would make has the number of its row below zero as its id. Not thread-safe.
/// </summary>
internal sealed partial class TrialContacts
{
    private readonly Dictionary<long, ContactRow> _contacts = [];
    private readonly Dictionary<string, long> _byEmail = [];
    private readonly Dictionary<string, SortedSet<long>> _byPhone = [];
    private readonly Dictionary<string, long> _byForeignId = [];
    private readonly Dictionary<ConsentKey, ConsentRow> _consents = [];
    private readonly Dictionary<string, string> _changes = [];

    /// <summary>What is to be kept for the next steps.</summary>
    public IReadOnlyDictionary<string, string> Changes => _changes;

    public IEnumerable<long> Ids => _contacts.Keys;

    public static string OfEmail(string emailKey) => "e:" + emailKey;

    public static string OfPhone(string phone) => "p:" + phone;

    public static string OfForeignId(string id) => "x:" + id;

    public static string OfContact(long id) => string.Create(CultureInfo.InvariantCulture, $"c:{id}");

    public static string OfConsent(ConsentKey key) => $"s{(int)key.Channel}:{key.Address}";

    /// <summary>The id of a contact that a row would make.</summary>
    public static long IdOf(long row) => -row;

    /// <summary>Takes contacts as they are stored.</summary>
    public void Add(ContactRow contact)
    {
        if (!_contacts.TryAdd(contact.Id, contact)) return;
        if (contact.EmailKey is { } key) _byEmail.TryAdd(key, contact.Id);
        if (contact.Phone is { } phone) HaveNumber(phone).Add(contact.Id);
        if (contact.ForeignId is { } id) _byForeignId.TryAdd(id, contact.Id);
    }

    /// <summary>Takes what is stored of a consent.</summary>
    public void Add(ConsentRow consent) => _consents.TryAdd(consent.Key, consent);

    /// <summary>The ids of contacts that steps before have noted.</summary>
    public static IEnumerable<long> Noted(IReadOnlyDictionary<string, string> values) => values.SelectMany(one => one.Key[..2] switch
    {
        "e:" or "x:" => [long.Parse(one.Value, CultureInfo.InvariantCulture)],
        "p:" => JsonSerializer.Deserialize(one.Value, TrialJson.Default.Int64Array)!,
        _ => Array.Empty<long>(),
    });

    /// <summary>Takes what steps before have noted, in place of what is stored.</summary>
    public void Overlay(IReadOnlyDictionary<string, string> values)
    {
        foreach (var (key, value) in values)
        {
            if (key.StartsWith("c:", StringComparison.Ordinal)) Put(JsonSerializer.Deserialize(value, TrialJson.Default.ContactRow)!);
            if (key.StartsWith('s')) Put(JsonSerializer.Deserialize(value, TrialJson.Default.ConsentRow)!);
        }
    }

    /// <summary>The contact that a row is about; null where it is new.</summary>
    public ContactRow? Find(ContactWrite row, out bool isAmbiguous) =>
        FindWritten(row, out isAmbiguous) is { } contact ? Refused(contact) : null;

    private ContactRow? FindWritten(ContactWrite row, out bool isAmbiguous)
    {
        isAmbiguous = false;
        if (row.MatchesForeignId && _byForeignId.TryGetValue(row.ForeignId!, out var owner)) return _contacts[owner];
        long[] found = row.MatchesPhone ? [.. HaveNumber(row.Phone!).Where(id => row.IsPhoneKey || _contacts[id].EmailKey is null)] : [];
        isAmbiguous = found.Length > 1;
        if (found.Length > 0) return _contacts[found[0]];
        return row.EmailKey is { } key && _byEmail.TryGetValue(key, out var byEmail) ? _contacts[byEmail] : null;
    }

    /// <summary>The contact after all that was said of its number: a "no" ends text messages for every contact that has it.</summary>
    private ContactRow Refused(ContactRow contact) =>
        contact.SmsSubscribed && Consent(ConsentChannel.Sms, contact.Phone) is { } consent && ConsentRule.IsNo(consent.State)
            ? contact with { SmsSubscribed = false }
            : contact;

    /// <summary>Who has the integrator's id of a row; null where nobody has it, or the row has none.</summary>
    public KnownOwner? OwnerOf(ContactWrite row) => row.ForeignId is { } id && _byForeignId.TryGetValue(id, out var owner)
        ? new(owner, _contacts[owner].ExternalId)
        : null;

    public KnownConsents ConsentsOf(ContactWrite row, ContactRow? contact) => new(
        WriteConsents.IsAboutEmail(contact, row) ? Consent(ConsentChannel.Email, row.EmailKey ?? contact?.EmailKey) : null,
        WriteConsents.IsAboutSms(row) ? Consent(ConsentChannel.Sms, row.Phone ?? contact?.Phone) : null);

    /// <summary>Takes what a row would have written.</summary>
    public void Take(ContactWriteEffect effect, long newId)
    {
        if (!effect.IsWritten) return;
        var contact = effect.Outcome == ContactWriteOutcome.Created ? effect.Contact with { Id = newId } : effect.Contact;
        Put(contact);
        foreach (var consent in effect.Consents)
        {
            Put(consent with { Version = consent.Version + 1 });
            _changes[OfConsent(consent.Key)] = JsonSerializer.Serialize(_consents[consent.Key], TrialJson.Default.ConsentRow);
        }
        _changes[OfContact(contact.Id)] = JsonSerializer.Serialize(contact, TrialJson.Default.ContactRow);
        if (contact.ForeignId is { } foreignId) _changes[OfForeignId(foreignId)] = contact.Id.ToString(CultureInfo.InvariantCulture);
        if (contact.EmailKey is { } key) _changes[OfEmail(key)] = contact.Id.ToString(CultureInfo.InvariantCulture);
        if (contact.Phone is { } phone)
            _changes[OfPhone(phone)] = JsonSerializer.Serialize([.. HaveNumber(phone)], TrialJson.Default.Int64Array);
    }

    private void Put(ContactRow contact)
    {
        var known = _contacts.GetValueOrDefault(contact.Id);
        if (known?.Phone is { } old && old != contact.Phone) HaveNumber(old).Remove(contact.Id);
        if (known?.ForeignId is { } oldId && oldId != contact.ForeignId) _byForeignId.Remove(oldId);
        if (contact.ForeignId is { } id) _byForeignId[id] = contact.Id;
        _contacts[contact.Id] = contact;
        if (contact.EmailKey is { } key) _byEmail[key] = contact.Id;
        if (contact.Phone is { } phone) HaveNumber(phone).Add(contact.Id);
    }

    private void Put(ConsentRow consent) => _consents[consent.Key] = consent;

    private ConsentRow? Consent(ConsentChannel channel, string? address) =>
        address is null ? null : _consents.GetValueOrDefault(new(channel, address));

    private SortedSet<long> HaveNumber(string phone)
    {
        if (!_byPhone.TryGetValue(phone, out var ids)) _byPhone.Add(phone, ids = []);
        return ids;
    }

    [JsonSerializable(typeof(ContactRow))]
    [JsonSerializable(typeof(ConsentRow))]
    [JsonSerializable(typeof(long[]))]
    private sealed partial class TrialJson : JsonSerializerContext;
}
