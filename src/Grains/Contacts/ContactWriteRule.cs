using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Contacts.Grains.Abstractions.Groups;

namespace Contacts.Grains.Contacts;

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

    /// <summary>What the row changes of the live contact of its address; null where nothing, as always for a create.</summary>
    public static ContactWriteEffect? Apply(ContactImage known, ContactWrite write)
    {
        if (write.Kind == ContactWriteKind.Create) return null;
        var overwrite = write.Kind == ContactWriteKind.Register;
        var after = known with
        {
            Phone = Choose(known.Phone, write.Phone, overwrite),
            FirstName = Choose(known.FirstName, write.FirstName, overwrite)!,
            LastName = Choose(known.LastName, write.LastName, overwrite)!,
            Company = Choose(known.Company, write.Company, overwrite)!,
            EmailSubscribed = known.EmailSubscribed || overwrite,
            Groups = Union(known.Groups, write.GroupIds),
        };
        if (IsSame(known, after)) return null;
        var consents = after.EmailSubscribed && !known.EmailSubscribed;
        return new ContactWriteEffect(
            after with { Version = known.Version + 1, UpdatedAt = write.At },
            consents ? EventKinds.ConsentGiven : EventKinds.Updated,
            Differences(known, after),
            Differences(after, known));
    }

    /// <summary>The contact that the row makes where its address is unknown.</summary>
    public static ContactImage Create(ContactWrite write) => new()
    {
        OrganisationId = write.OrganisationId, Id = 0, ExternalId = write.ExternalId, Email = write.Email, EmailKey = write.EmailKey,
        Phone = write.Phone, FirstName = write.FirstName ?? "", LastName = write.LastName ?? "", Company = write.Company ?? "",
        EmailSubscribed = write.EmailSubscribed, SmsSubscribed = write.SmsSubscribed, Source = write.Source, CreatedAt = write.At,
        UpdatedAt = write.At, Version = 1, Groups = Union([], write.GroupIds),
    };

    /// <summary>The event kind of a contact that the row makes.</summary>
    public static string CreatedKind(ContactWriteKind kind) =>
        kind == ContactWriteKind.Create ? EventKinds.Created : EventKinds.Registered;

    /// <summary>The values of a new contact that are not empty, consents that were given among them, as JSON.</summary>
    public static string Given(ContactImage contact) => Differences(contact, _empty);

    private static readonly ContactImage _empty = new()
    {
        OrganisationId = 0, Id = 0, ExternalId = "", CreatedAt = default, UpdatedAt = default, Version = 0,
    };

    private static string? Choose(string? known, string? given, bool overwrite) =>
        given is not null && (overwrite || string.IsNullOrEmpty(known)) ? given : known;

    private static bool IsSame(ContactImage known, ContactImage after) =>
        known.EmailSubscribed == after.EmailSubscribed && known.Groups.Length == after.Groups.Length &&
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
