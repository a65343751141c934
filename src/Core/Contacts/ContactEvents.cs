using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Contacts.Core.Consent;

namespace Contacts.Core.Contacts;

/// <summary>Who changes something, why, and when.</summary>
public sealed record ChangeNote(
    string Actor, DateTimeOffset At, string? Reason = null, string? Source = null, string? Evidence = null)
{
    public ConsentAct Act => new(Actor, At, Source, Evidence);
}

/// <summary>Writes down what a change did to a contact: one entry per kind of change, each with the changed fields only.</summary>
public static class ContactEvents
{
    // Histories are read by people: letters stay letters.
    private static readonly JsonWriterOptions _json =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    /// <summary>The entries of a change by a command. None where nothing changed.</summary>
    public static ImmutableArray<ContactEvent> OfChange(ContactRow before, ContactRow after, ChangeNote note)
    {
        var events = ImmutableArray.CreateBuilder<ContactEvent>();
        if (before.Email != after.Email) events.Add(Entry(EventKinds.EmailChanged, before, after, note, Fields.Email));
        if (Differs(before, after, Fields.Profile)) events.Add(Entry(EventKinds.Updated, before, after, note, Fields.Profile));
        var raised = Consent(before, after, given: true);
        var lowered = Consent(before, after, given: false);
        if (raised != Fields.None) events.Add(Entry(EventKinds.ConsentGiven, before, after, note, raised));
        if (lowered != Fields.None) events.Add(Entry(EventKinds.ConsentWithdrawn, before, after, note, lowered));
        return events.ToImmutable();
    }

    /// <summary>
    /// The entries of a change by a command in which something was said of a consent: also where the contact was as it is then already.
    /// </summary>
    public static ImmutableArray<ContactEvent> OfChange(ContactRow before, ContactRow after, ConsentBook book, ChangeNote note)
    {
        var events = OfChange(before, after, note);
        var refused = Refused(before.EmailSubscribed, book.Email(after.EmailKey), book, Fields.EmailConsent)
            | Refused(before.SmsSubscribed, book.Sms(after.Phone), book, Fields.SmsConsent);
        if (refused == Fields.None) return events;
        var asked = after with { EmailSubscribed = !after.EmailSubscribed, SmsSubscribed = !after.SmsSubscribed };
        return events.Add(Entry(EventKinds.ConsentWithdrawn, asked, after, note, refused) with { Before = "{}" });
    }

    /// <summary>The entry of an act of consent that changed nothing of the contact.</summary>
    public static ContactEvent OfConsent(string kind, long contactId, ChangeNote note) => new()
    {
        ContactId = contactId, At = note.At, Kind = kind, Source = note.Source, Actor = note.Actor, Reason = note.Reason,
        Evidence = note.Evidence,
    };

    /// <summary>The entry of a contact, not known yet, whose number another contact of it has refused.</summary>
    public static ContactEvent OfRefusedNumber(ChangeNote note) =>
        OfConsent(EventKinds.ConsentWithdrawn, contactId: 0, note) with
        {
            Before = """{"smsSubscribed":true}""", After = """{"smsSubscribed":false}""",
        };

    /// <summary>One entry of the given kind with everything that changed.</summary>
    public static ContactEvent OfKind(string kind, ContactRow before, ContactRow after, ChangeNote note) =>
        Entry(kind, before, after, note, Fields.All);

    /// <summary>
    /// The entry of a contact that a row of a batch makes: every value that is not empty, and each consent that was given or refused in so
    /// many words. The contact's id is 0 until the store knows it.
    /// </summary>
    public static ContactEvent OfCreation(ContactWrite write, ContactRow created) => new()
    {
        ContactId = 0, At = write.At, Kind = CreationKind(write.Kind), Source = write.Source, Actor = write.Actor, Reason = write.Reason,
        Evidence = write.Evidence, After = Write((write, created), static (writer, it) => WriteGiven(writer, it.write, it.created)),
    };

    /// <summary>The entry of a row of a batch that changed a known contact, or refused a consent that it did not have.</summary>
    public static ContactEvent OfWrite(ContactRow before, ContactRow after, ContactWrite write)
    {
        var entry = OfKind(WriteKind(before, after, write.Kind), before, after, write.Note);
        var isRefused = write is { Kind: ContactWriteKind.Import, EmailSubscribed: false } && !before.EmailSubscribed;
        return isRefused && entry is { Before: "{}", After: "{}" } ? entry with { After = """{"emailSubscribed":false}""" } : entry;
    }

    private static string CreationKind(ContactWriteKind kind) => kind switch
    {
        ContactWriteKind.Create => EventKinds.Created,
        ContactWriteKind.Import => EventKinds.Imported,
        _ => EventKinds.Registered,
    };

    private static string WriteKind(ContactRow before, ContactRow after, ContactWriteKind kind)
    {
        if (kind == ContactWriteKind.Import) return EventKinds.Imported;
        return after.EmailSubscribed && !before.EmailSubscribed ? EventKinds.ConsentGiven : EventKinds.Updated;
    }

    private static Fields Consent(ContactRow before, ContactRow after, bool given) =>
        (before.EmailSubscribed != after.EmailSubscribed && after.EmailSubscribed == given ? Fields.EmailConsent : Fields.None)
        | (before.SmsSubscribed != after.SmsSubscribed && after.SmsSubscribed == given ? Fields.SmsConsent : Fields.None);

    /// <summary>The field of a consent that is refused by the change, although the contact was not subscribed.</summary>
    private static Fields Refused(bool wasSubscribed, ConsentRow? consent, ConsentBook book, Fields field) =>
        !wasSubscribed && consent is not null && ConsentRule.IsNo(consent.State) && book.Changes.Contains(consent) ? field : Fields.None;

    private static ContactEvent Entry(string kind, ContactRow before, ContactRow after, ChangeNote note, Fields fields) => new()
    {
        ContactId = after.Id, At = note.At, Kind = kind, Source = note.Source, Actor = note.Actor, Reason = note.Reason,
        Evidence = note.Evidence, Before = Json(before, after, fields), After = Json(after, before, fields),
    };

    private static bool Differs(ContactRow one, ContactRow other, Fields fields) => Json(one, other, fields) != Json(other, one, fields);

    /// <summary>The fields of <paramref name="row"/> that differ from <paramref name="other"/>, as a JSON object.</summary>
    private static string Json(ContactRow row, ContactRow other, Fields fields) =>
        Write((row, other, fields), static (writer, it) => WriteDifferences(writer, it.row, it.other, it.fields));

    private static string Write<T>(T value, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, _json))
        {
            writer.WriteStartObject();
            write(writer, value);
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteDifferences(Utf8JsonWriter writer, ContactRow row, ContactRow other, Fields fields)
    {
        if (fields.HasFlag(Fields.Email)) Text(writer, "email", row.Email, other.Email);
        if (fields.HasFlag(Fields.Profile)) WriteProfile(writer, row, other);
        if (fields.HasFlag(Fields.EmailConsent)) WriteBoolean(writer, "emailSubscribed", row.EmailSubscribed, other.EmailSubscribed);
        if (fields.HasFlag(Fields.SmsConsent)) WriteBoolean(writer, "smsSubscribed", row.SmsSubscribed, other.SmsSubscribed);
    }

    private static void WriteGiven(Utf8JsonWriter writer, ContactWrite write, ContactRow created)
    {
        Given(writer, "email", write.Email);
        Given(writer, "phone", write.Phone);
        foreach (var field in ProfileField.All) Given(writer, field.JsonName, write[field]);
        Given(writer, "externalId", created.ForeignId);
        if (created.Attributes is { } attributes) WriteAttributes(writer, attributes);
        if (!write.GroupIds.IsDefaultOrEmpty) WriteGroups(writer, write.GroupIds.Distinct().Order());
        if (write.EmailSubscribed is { } email && email == created.EmailSubscribed) writer.WriteBoolean("emailSubscribed", email);
        if (write.SmsSubscribed is { } sms && sms == created.SmsSubscribed) writer.WriteBoolean("smsSubscribed", sms);
    }

    private static void WriteProfile(Utf8JsonWriter writer, ContactRow row, ContactRow other)
    {
        Text(writer, "phone", row.Phone, other.Phone);
        foreach (var field in ProfileField.All) Text(writer, field.JsonName, row[field], other[field]);
        Text(writer, "externalId", row.ForeignId, other.ForeignId);
        if (ContactAttributes.Difference(other.Attributes, row.Attributes) is { } attributes) WriteAttributes(writer, attributes);
        if (row.Groups.SequenceEqual(other.Groups)) return;
        // Differences alone: a contact may have many groups, and its history many entries.
        WriteGroups(writer, row.Groups.Select(group => group.Id).Except(other.Groups.Select(group => group.Id)));
    }

    private static void WriteGroups(Utf8JsonWriter writer, IEnumerable<long> ids)
    {
        writer.WriteStartArray("groups");
        foreach (var id in ids) writer.WriteNumberValue(id);
        writer.WriteEndArray();
    }

    private static void WriteAttributes(Utf8JsonWriter writer, string attributes)
    {
        writer.WritePropertyName("attributes");
        writer.WriteRawValue(attributes, skipInputValidation: true);
    }

    private static void Given(Utf8JsonWriter writer, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) writer.WriteString(name, value);
    }

    private static void Text(Utf8JsonWriter writer, string name, string? value, string? other)
    {
        if (value != other) writer.WriteString(name, value);
    }

    private static void WriteBoolean(Utf8JsonWriter writer, string name, bool value, bool other)
    {
        if (value != other) writer.WriteBoolean(name, value);
    }

    [Flags]
    private enum Fields
    {
        None = 0,
        Email = 1,
        Profile = 2,
        EmailConsent = 4,
        SmsConsent = 8,
        All = Email | Profile | EmailConsent | SmsConsent,
    }
}
