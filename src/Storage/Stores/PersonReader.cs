using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.Core.Email;
using Contacts.Core.Erasure;
using Contacts.Core.Settings;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>An entry of a contact's history.</summary>
internal sealed record StoredEvent(long ContactId, long Id, string Kind, DateTimeOffset At, string? Before, string? After, string? Evidence);

/// <summary>A merge that a contact took part in.</summary>
internal sealed record StoredMerge(
    string Id, long SurvivorId, long LegacyId, DateTimeOffset At, DateTimeOffset? UndoneAt, string Journal)
{
    public bool IsErased => Journal == MergeDecisions.ErasedJournal;
}

/// <summary>A person with the rows, merges and histories that say who it is.</summary>
internal sealed record GatheredPerson(
    int OrganisationId, ErasedPerson Person, ImmutableArray<ContactRow> Rows, ImmutableArray<StoredMerge> Merges)
{
    /// <summary>Contacts that were one with the person for a while.</summary>
    public IEnumerable<long> FormerPartners => Partings.Select(parting => parting.Key);

    /// <summary>The times for which others were one with the person.</summary>
    public IEnumerable<IGrouping<long, StoredMerge>> Partings => Merges.Where(merge => merge.UndoneAt is not null)
        .GroupBy(merge => Person.ContactIds.Contains(merge.SurvivorId) ? merge.LegacyId : merge.SurvivorId)
        .Where(parting => !Person.ContactIds.Contains(parting.Key));
}

/// <summary>
/// Gathers a person: rows, and addresses and numbers of rows, of histories, and of merges that were undone, as far as they were the
/// person's own.
/// </summary>
internal sealed class PersonReader(int organisationId, IdentitySettings identity)
{
    private static readonly Statement _root = new("Erasure/root.sql");
    private static readonly Statement _family = new("Erasure/family.sql");
    private static readonly Statement _events = new("Erasure/events.sql");
    private static readonly Statement _merges = new("Erasure/merges.sql");
    private static readonly Statement _ownerOfEmail = new("Erasure/owner_of_email.sql");
    private static readonly Statement _ownerOfPhone = new("Erasure/owner_of_phone.sql");

    public int OrganisationId => organisationId;

    /// <summary>Null where there is no such contact, or nothing is left of it.</summary>
    public async ValueTask<GatheredPerson?> ReadAsync(IStoreSession session, string contactId)
    {
        if (await session.FirstAsync(_root, row => (long?)row.Int64(0), organisationId, contactId) is not { } root) return null;
        var rows = await session.AllAsync(_family, row => ContactColumns.Read(row), organisationId, root);
        var merges = ImmutableArray.CreateBuilder<StoredMerge>();
        var texts = new PersonTexts();
        var isLeft = rows[0].MergedInto is null;
        foreach (var row in rows)
        {
            texts.Add(row);
            var events = await EventsAsync(session, organisationId, row.Id);
            foreach (var entry in events) texts.Add(entry);
            merges.AddRange(await MergesAsync(session, organisationId, row.Id));
            isLeft |= events.Any(entry => entry.Before is not null || entry.After is not null);
        }
        if (!isLeft) return null;
        var own = merges.DistinctBy(merge => merge.Id).ToImmutableArray();
        var ids = rows.Select(row => row.Id).ToHashSet();
        foreach (var merge in own.Where(merge => !merge.IsErased)) texts.Add(merge, ids);
        return new(organisationId, await PersonAsync(session, rows, texts), rows, own);
    }

    public static ValueTask<ImmutableArray<StoredEvent>> EventsAsync(IStoreSession session, int organisationId, long contactId) =>
        session.AllAsync(
            _events,
            row => new StoredEvent(
                contactId, row.Int64(0), row.Text(1), row.Time(2), row.TextOrNull(3), row.TextOrNull(4), row.TextOrNull(5)),
            organisationId, contactId);

    public static ValueTask<ImmutableArray<StoredMerge>> MergesAsync(IStoreSession session, int organisationId, long contactId) =>
        session.AllAsync(
            _merges,
            row => new StoredMerge(row.Text(0), row.Int64(1), row.Int64(2), row.Time(3), row.TimeOrNull(4), row.Text(5)),
            organisationId, contactId);

    /// <summary>Whether others have the same of the person's addresses and numbers as when the person was gathered.</summary>
    public static async ValueTask<bool> IsSharingSameAsync(IStoreSession session, GatheredPerson gathered)
    {
        var person = gathered.Person;
        var (keys, phones) = await SharedAsync(
            session, gathered.OrganisationId, person.ContactIds[0], person.EmailKeys, person.Phones);
        return keys.SetEquals(person.SharedEmailKeys) && phones.SetEquals(person.SharedPhones);
    }

    /// <summary>
    /// What the other settings make of the person's addresses, unless another live contact has it: the organisation may choose another one
    /// later.
    /// </summary>
    public static async ValueTask<IEnumerable<string>> OtherKeysAsync(IStoreSession session, GatheredPerson gathered)
    {
        var keys = gathered.Person.Emails
            .SelectMany(_ => Enum.GetValues<EmailCanonicalization>(), (email, mode) => EmailIdentity.KeyOf(email, mode)).OfType<string>()
            .ToImmutableHashSet().Except(gathered.Person.EmailKeys);
        var (shared, _) = await SharedAsync(session, gathered.OrganisationId, gathered.Person.ContactIds[0], keys, []);
        return keys.Except(shared);
    }

    private async ValueTask<ErasedPerson> PersonAsync(IStoreSession session, ImmutableArray<ContactRow> rows, PersonTexts texts)
    {
        ImmutableHashSet<string> emails = [.. texts.Emails];
        ImmutableHashSet<string> keys =
            [.. texts.Keys, .. emails.Select(email => EmailIdentity.KeyOf(email, identity.EmailCanonicalization)).OfType<string>()];
        ImmutableHashSet<string> phones = [.. texts.Phones];
        var (sharedKeys, sharedPhones) = await SharedAsync(session, organisationId, rows[0].Id, keys, phones);
        return new()
        {
            Identity = identity, ContactIds = [.. rows.Select(row => row.Id)], ExternalIds = [.. rows.Select(row => row.ExternalId)],
            Emails = emails, EmailKeys = keys, Phones = phones, Texts = [.. texts.Others],
            SharedEmailKeys = sharedKeys, SharedPhones = sharedPhones,
        };
    }

    /// <summary>What of these another live contact has.</summary>
    private static async ValueTask<(ImmutableHashSet<string> Keys, ImmutableHashSet<string> Phones)> SharedAsync(
        IStoreSession session, int organisationId, long contactId, ImmutableHashSet<string> keys, ImmutableHashSet<string> phones)
    {
        SqlValue[] Of(string text) => [organisationId, text, contactId];
        var sharedKeys = await session.FirstOfEachAsync(_ownerOfEmail, row => row.Text(0), keys.Select(Of));
        var sharedPhones = await session.FirstOfEachAsync(_ownerOfPhone, row => row.Text(0), phones.Select(Of));
        return ([.. sharedKeys.OfType<string>()], [.. sharedPhones.OfType<string>()]);
    }
}
