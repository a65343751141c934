using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Contacts.Core.Groups;

namespace Contacts.Core.Contacts;

/// <summary>The consents that a person once refused or withdrew.</summary>
[Flags]
public enum OptOuts
{
    None = 0,
    Email = 1,
    Sms = 2,
}

/// <summary>
/// What a row of a batch makes of a known contact: the image to write, and the event with the changed fields only. Added groups have
/// no names in it.
/// </summary>
public sealed record ContactWriteEffect(ContactImage After, string EventKind, string BeforeJson, string AfterJson);

/// <summary>The meaning of <see cref="ContactWrite"/>, without a database.</summary>
public static class ContactWriteRule
{
    // Histories are read by people: letters stay letters.
    private static readonly JsonWriterOptions _json =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>Whether the row would raise a consent, so that <see cref="Apply"/> must know what the contact has opted out of.</summary>
    public static bool Raises(ContactImage known, ContactWrite write) =>
        write.Kind == ContactWriteKind.Import
        && ((write.EmailSubscribed == true && !known.EmailSubscribed) || (write.SmsSubscribed == true && !known.SmsSubscribed));

    /// <summary>
    /// What the row changes of the live contact of its address; null where nothing, as always for a create. <paramref name="optOuts"/>
    /// matter only where the row <see cref="Raises"/> a consent.
    /// </summary>
    public static ContactWriteEffect? Apply(ContactImage known, ContactWrite write, OptOuts optOuts = OptOuts.None)
    {
        if (write.Kind == ContactWriteKind.Create) return null;
        var overwrite = write.Kind != ContactWriteKind.Introduce;
        var after = known with
        {
            Phone = Choose(known.Phone, write.Phone, overwrite),
            FirstName = Choose(known.FirstName, write.FirstName, overwrite)!,
            LastName = Choose(known.LastName, write.LastName, overwrite)!,
            Company = Choose(known.Company, write.Company, overwrite)!,
            EmailSubscribed = write.Kind == ContactWriteKind.Register
                || Consent(write, known.EmailSubscribed, write.EmailSubscribed, optOuts.HasFlag(OptOuts.Email)),
            SmsSubscribed = Consent(write, known.SmsSubscribed, write.SmsSubscribed, optOuts.HasFlag(OptOuts.Sms)),
            Groups = Union(known.Groups, write.GroupIds),
        };
        if (IsSame(known, after)) return null;
        return new ContactWriteEffect(
            after with { Version = known.Version + 1, UpdatedAt = write.At },
            ChangedKind(known, after, write.Kind),
            Differences(known, after),
            Differences(after, known));
    }

    /// <summary>The contact that the row makes where its address is unknown.</summary>
    public static ContactImage Create(ContactWrite write) => new()
    {
        OrganisationId = write.OrganisationId, Id = 0, ExternalId = write.ExternalId, Email = write.Email, EmailKey = write.EmailKey,
        Phone = write.Phone, FirstName = write.FirstName ?? "", LastName = write.LastName ?? "", Company = write.Company ?? "",
        EmailSubscribed = write.EmailSubscribed ?? false, SmsSubscribed = write.SmsSubscribed ?? false, Source = write.Source, CreatedAt = write.At,
        UpdatedAt = write.At, Version = 1, Groups = Union([], write.GroupIds),
    };

    /// <summary>The event kind of a contact that the row makes.</summary>
    public static string CreatedKind(ContactWriteKind kind) => kind switch
    {
        ContactWriteKind.Create => EventKinds.Created,
        ContactWriteKind.Import => EventKinds.Imported,
        _ => EventKinds.Registered,
    };

    private static string ChangedKind(ContactImage known, ContactImage after, ContactWriteKind kind)
    {
        if (kind == ContactWriteKind.Import) return EventKinds.Imported;
        return after.EmailSubscribed && !known.EmailSubscribed ? EventKinds.ConsentGiven : EventKinds.Updated;
    }

    /// <summary>Only an import speaks of the consents of a known contact, and a "no" is stronger than its "yes".</summary>
    private static bool Consent(ContactWrite write, bool known, bool? given, bool isOptedOut) =>
        write.Kind == ContactWriteKind.Import && given is { } consent ? consent && (known || !isOptedOut) : known;

    private static string? Choose(string? known, string? given, bool overwrite) =>
        given is not null && (overwrite || string.IsNullOrEmpty(known)) ? given : known;

    private static bool IsSame(ContactImage known, ContactImage after) =>
        known.EmailSubscribed == after.EmailSubscribed && known.SmsSubscribed == after.SmsSubscribed && known.Groups.Length == after.Groups.Length &&
        known.Phone == after.Phone && known.FirstName == after.FirstName && known.LastName == after.LastName &&
        known.Company == after.Company;

    private static ImmutableArray<GroupRef> Union(ImmutableArray<GroupRef> groups, ImmutableArray<long> ids)
    {
        foreach (var id in ids.IsDefault ? [] : ids)
            if (!Contains(groups, id)) groups = groups.Add(new GroupRef { Id = id, Name = "" });
        return groups.Sort(static (one, other) => one.Id.CompareTo(other.Id));
    }

    private static bool Contains(ImmutableArray<GroupRef> groups, long id)
    {
        foreach (var group in groups)
            if (group.Id == id) return true;
        return false;
    }

    /// <summary>The fields of a contact that are not as in the other, as a JSON object.</summary>
    private static string Differences(ContactImage contact, ContactImage other)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer, _json);
        json.WriteStartObject();
        if (contact.Email != other.Email) json.WriteString("email", contact.Email);
        if (contact.Phone != other.Phone) json.WriteString("phone", contact.Phone);
        if (contact.FirstName != other.FirstName) json.WriteString("firstName", contact.FirstName);
        if (contact.LastName != other.LastName) json.WriteString("lastName", contact.LastName);
        if (contact.Company != other.Company) json.WriteString("company", contact.Company);
        if (contact.Groups.Length != other.Groups.Length) WriteGroups(json, contact.Groups);
        if (contact.EmailSubscribed != other.EmailSubscribed) json.WriteBoolean("emailSubscribed", contact.EmailSubscribed);
        if (contact.SmsSubscribed != other.SmsSubscribed) json.WriteBoolean("smsSubscribed", contact.SmsSubscribed);
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteGroups(Utf8JsonWriter json, ImmutableArray<GroupRef> groups)
    {
        json.WriteStartArray("groups");
        foreach (var group in groups) json.WriteNumberValue(group.Id);
        json.WriteEndArray();
    }
}
