using System.Collections.Immutable;
using Contacts.Core.Analytics;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Storage.Sqlite.Mail;
using Contacts.Storage.Stores;

namespace Contacts.Storage.Sqlite.Contacts;

/// <summary>
/// Writes a batch within the writer's transaction: each row sees what the rows before it did. Nothing else writes meanwhile, so that no row
/// is ever lost.
/// </summary>
internal static class SqliteContactBatch
{
    private static readonly SqliteQuery _touch = SqliteQuery.Load("Imports/touch.sql");
    private static readonly SqliteQuery _give = SqliteQuery.Load("Consent/give.sql");

    public static ImmutableArray<ContactWriteResult> Write(SqliteSession session, IReadOnlyList<ContactWrite> batch) =>
        Write(session, batch, (_, _, _, _) => { });

    /// <summary><paramref name="decided"/> gets each row's index, contact before, effect, and the contact's id.</summary>
    public static ImmutableArray<ContactWriteResult> Write(
        SqliteSession session, IReadOnlyList<ContactWrite> batch, Action<int, ContactRow?, ContactWriteEffect, long> decided)
    {
        var results = ImmutableArray.CreateBuilder<ContactWriteResult>(batch.Count);
        var tallies = new TallySheet();
        foreach (var (i, write) in batch.Index())
        {
            var result = Write(session, write, tallies, (known, effect, id) => decided(i, known, effect, id));
            if (result.IsEffective) session.Leave(write.OrganisationId, write.Trail, result.ContactId);
            results.Add(result);
        }
        foreach (var tally in tallies.Sums) session.Run(SignUpRows.Add, SignUpRows.Values(tally));
        return results.MoveToImmutable();
    }

    private static ContactWriteResult Write(
        SqliteSession session, ContactWrite write, TallySheet tallies, Action<ContactRow?, ContactWriteEffect, long> decided)
    {
        var known = FindByKey(session, write);
        if (known.Length > 1) return new(ContactWriteOutcome.Ambiguous, 0, null);
        return Write(session, write, known.Length == 1 ? known[0] : FindByEmail(session, write), tallies, decided);
    }

    private static ImmutableArray<ContactRow> FindByKey(SqliteSession session, ContactWrite write) =>
        write.MatchesForeignId && SqliteContactRows.FindByForeignId(session, write.OrganisationId, write.ForeignId!) is { } owner
            ? [owner]
            : FindByPhone(session, write);

    private static ImmutableArray<ContactRow> FindByPhone(SqliteSession session, ContactWrite write) => write.MatchesPhone
        ? SqliteContactRows.FindByPhone(session, write.OrganisationId, write.Phone!, write.IsPhoneKey)
        : [];

    private static ContactRow? FindByEmail(SqliteSession session, ContactWrite write) =>
        write.EmailKey is null ? null : SqliteContactRows.FindByEmail(session, write.OrganisationId, write.EmailKey);

    private static ContactWriteResult Write(
        SqliteSession session, ContactWrite write, ContactRow? known, TallySheet tallies,
        Action<ContactRow?, ContactWriteEffect, long> decided)
    {
        var effect = ContactWriteRule.Apply(
            known, write, ConsentsOf(session, known, write), OwnerOf(session, write), SuppressedOf(session, write, known));
        var id = effect.Outcome == ContactWriteOutcome.Created ? ContactTable.Insert(session, effect.Contact) : effect.Contact.Id;
        if (effect.Outcome == ContactWriteOutcome.Updated) Update(session, known!, effect.Contact);
        if (effect.IsPlainlyGiven) Give(session, effect.Consents[0]);
        else foreach (var consent in effect.Consents) Write(session, consent);
        if (effect.Refused is { } number) ContactTable.Unsubscribe(session, write.OrganisationId, number);
        if (effect.IsConfirmedAtOnce) Lift(session, effect.Contact);
        if (effect.Mail is { } mail) SqliteMailQueue.Add(session, mail);
        foreach (var entry in effect.Events) ContactTable.AddEvent(session, write.OrganisationId, entry with { ContactId = id });
        if (effect.IsSignedUpAgain) session.Prepare(_touch).Bind(write.OrganisationId).Bind(id).Run();
        tallies.Add(effect.Tallies);
        decided(known, effect, id);
        return ContactWriteResult.Of(effect, id);
    }

    private static SuppressedParts SuppressedOf(SqliteSession session, ContactWrite write, ContactRow? known)
    {
        if (!SqliteSession.Completed(Suppressions.AnyAsync(session, write.OrganisationId))) return default;
        var asked = SuppressedChange.AskedOf(write, known).Select(key => (write.OrganisationId, key)).ToArray();
        var found = SqliteSession.Completed(Suppressions.FindAsync(session, asked));
        return SuppressedChange.Of(found.Select(one => one.Key).ToHashSet(), write, known);
    }

    private static void Lift(SqliteSession session, ContactRow contact) => SqliteSession.Completed(
        Suppressions.LiftAsync(session, ContactConsents.KeysOf(contact).Select(key => (contact.OrganisationId, key))));

    private static KnownOwner? OwnerOf(SqliteSession session, ContactWrite write) =>
        write.ForeignId is { } id && SqliteContactRows.FindByForeignId(session, write.OrganisationId, id) is { } owner
            ? new(owner.Id, owner.ExternalId)
            : null;

    private static void Give(SqliteSession session, ConsentRow consent) => session.Prepare(_give)
        .Bind(consent.OrganisationId).Bind(consent.Address).Bind(consent.RequestedAt).Bind(consent.Source).Bind(consent.Actor)
        .Bind(consent.Evidence).Bind(consent.SignUp).Run();

    private static KnownConsents ConsentsOf(SqliteSession session, ContactRow? known, ContactWrite write) => new(
        WriteConsents.IsAboutEmail(known, write)
            ? SqliteContactRows.FindConsent(session, write.OrganisationId, ConsentChannel.Email, write.EmailKey ?? known?.EmailKey)
            : null,
        WriteConsents.IsAboutSms(write)
            ? SqliteContactRows.FindConsent(session, write.OrganisationId, ConsentChannel.Sms, write.Phone ?? known?.Phone)
            : null);

    private static void Write(SqliteSession session, ConsentRow consent)
    {
        if (session.Run(ConsentRows.Write, ConsentRows.Values(consent)) == 0)
            throw new InvalidOperationException("A consent changed within the writer's own transaction.");
    }

    private static void Update(SqliteSession session, ContactRow known, ContactRow contact)
    {
        if (!ContactTable.UpdateValues(session, contact, known.Version))
            throw new InvalidOperationException("A contact changed within the writer's own transaction.");
        ContactDetails.Write(session, contact, known.ForeignId, known.Attributes);
        ContactTable.AddMembers(session, contact, known.Groups);
    }
}
