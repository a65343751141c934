using System.Text.Json;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.WebFront.Errors;
using Contacts.WebFront.OpenApi;
using Contacts.WebFront.Requests;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Admin;

/// <summary>GET /bff/contact/detail.</summary>
internal static class ContactDetails
{
    public static async Task HandleAsync(ApiCall call)
    {
        var values = new QueryValues(call.Http.Request.Query);
        var externalId = values.Text("id");
        if (externalId is null)
        {
            await (values.Problem is { } problem ? call.RefuseAsync(problem) : call.RequireAsync("id"));
            return;
        }

        var id = await call.OfOrganisation<IContactDirectoryGrain>().ResolveAsync(externalId, call.Aborted);
        var detail = id is null ? null : await call.Contact(id.Value).GetDetailAsync(call.Aborted);
        if (detail is null)
            await call.FailAsync(Failure.ContactNotFound);
        else
            await Answers.SuccessAsync(call.Http, detail, Write);
    }

    private static void Write(Utf8JsonWriter json, ContactDetail detail)
    {
        json.WriteStartObject("contact"u8);
        AdminContactJson.WriteFields(json, detail.Contact);
        json.WriteStartArray("consents"u8);
        ConsentJson.Write(json, detail, "email", detail.Contact.EmailSubscribed);
        ConsentJson.Write(json, detail, "sms", detail.Contact.SmsSubscribed);
        json.WriteEndArray();
        WriteAll(json, "history"u8, detail.History, WriteHistory);
        WriteAll(json, "tickets"u8, detail.Tickets, WriteTicket);
        WriteAll(json, "merges"u8, detail.Merges, WriteMerge);
        json.WriteEndObject();
    }

    private static void WriteAll<T>(Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteHistory(Utf8JsonWriter json, HistoryEntry entry)
    {
        AdminContactJson.WriteTime(json, "at"u8, entry.At);
        json.WriteString("kind"u8, entry.Kind);
        json.WriteString("source"u8, entry.Source);
        json.WriteString("actor"u8, entry.Actor);
        json.WriteString("reason"u8, entry.Reason);
        WriteObject(json, "before"u8, entry.Before);
        WriteObject(json, "after"u8, entry.After);
    }

    private static void WriteObject(Utf8JsonWriter json, ReadOnlySpan<byte> name, string? text)
    {
        json.WritePropertyName(name);
        if (string.IsNullOrEmpty(text))
            json.WriteNullValue();
        else
            json.WriteRawValue(text);
    }

    private static void WriteTicket(Utf8JsonWriter json, ContactTicket ticket)
    {
        json.WriteString("id"u8, ticket.Id);
        json.WriteString("key"u8, ticket.Key);
        json.WriteString("subject"u8, ticket.Subject);
        json.WriteString("status"u8, ticket.Status);
    }

    private static void WriteMerge(Utf8JsonWriter json, MergeEntry merge)
    {
        json.WriteString("mergeId"u8, merge.MergeId);
        AdminContactJson.WriteTime(json, "mergedAt"u8, merge.MergedAt);
        json.WriteString("legacyId"u8, merge.LegacyId);
    }

    public static readonly RouteDoc Doc = new(
        "Admin: contacts", "A contact with its history", "History and merges are newest first. The id of a contact that was merged away "
        + "finds the one it was merged into.")
    {
        Query = [AdminContactJson.ExternalId.Required()],
        Answer =
        [
            Object("contact", "The contact.",
            [
                .. AdminContactJson.Values,
                Objects("consents", "One entry per channel.", Text("channel", "Where.", "email").OneOf("email", "sms"),
                    Flag("subscribed", "Whether messages may be sent."), Instant("changedAt", "Since when."),
                    Text("source", "Through what, where known.", "web").OrNull()),
                Objects("history", "What happened to the contact.", Instant("at", "When."), Text("kind", "What.", "registered"),
                    Text("source", "Through what.", "web").OrNull(), Text("actor", "Description of the API key.", "Website").OrNull(),
                    Text("reason", "Why, where it was asked for.", "").OrNull(), Object("before", "Changed values before.").OrNull(),
                    Object("after", "Changed values after.").OrNull()),
                Objects("tickets", "Tickets of the contact.", Text("id", "Id.", "q7Ls0Wd2XcV5nMp1"), Text("key", "Key.", "DEMO-17"),
                    Text("subject", "Subject.", "Request from Jan"), Text("status", "Status.", "new")),
                Objects("merges", "Contacts that were merged into this one.", Text("mergeId", "For merge-undo.", "Zx81KqPw0sLm4TtR"),
                    Instant("mergedAt", "When."), Text("legacyId", "External id of the other.", "b2Nf7Rg5HjU64cVw")),
            ]),
        ],
        Failures = [Failure.ContactNotFound],
    };
}
