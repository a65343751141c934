using System.Text.Json;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.WebFront.Errors;
using Contacts.WebFront.OpenApi;
using Contacts.WebFront.Requests;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Admin;

/// <summary>POST /bff/contact/detail-change-email-preview: what the change would do; writes nothing.</summary>
internal static class PreviewEmailChange
{
    public static async Task HandleAsync(ApiCall call, Body body)
    {
        if (body.Missing is { } missing)
        {
            await call.RequireAsync(missing);
            return;
        }

        if (await call.OfOrganisation<IContactDirectoryGrain>().ResolveAsync(body.Id!, call.Aborted) is not { } id)
        {
            await call.FailAsync(Failure.ContactNotFound);
            return;
        }

        var preview = await call.Contact(id).PreviewEmailChangeAsync(body.NewEmail!, call.Aborted);
        await (preview.Outcome switch
        {
            ContactOutcome.Done => Answers.SuccessAsync(call.Http, preview, Write),
            ContactOutcome.NotFound => call.FailAsync(Failure.ContactNotFound),
            ContactOutcome.EmailMismatch => call.FailAsync(Failure.EmailMismatch),
            _ => call.FailAsync(FieldNames.ToFailure(preview.Problem, call.Dialect)),
        });
    }

    private static void Write(Utf8JsonWriter json, EmailChangePreview preview)
    {
        json.WriteString("outcome"u8, preview.Kind switch
        {
            EmailChangeKind.Noop => "noop"u8,
            EmailChangeKind.Rename => "rename"u8,
            _ => "merge"u8,
        });
        if (preview.Owner is not { } owner)
            return;
        json.WriteStartObject("contact"u8);
        json.WriteString("id"u8, owner.ExternalId);
        json.WriteNumber("contactId"u8, owner.Id);
        json.WriteString("email"u8, owner.Email);
        json.WriteString("firstName"u8, owner.FirstName);
        json.WriteString("lastName"u8, owner.LastName);
        json.WriteEndObject();
    }

    internal sealed class Body : IJsonBody
    {
        public string? Id { get; private set; }
        public string? NewEmail { get; private set; }
        public string? Missing => Required.FirstMissing(("id", Id), ("newEmail", NewEmail));

        public void Take(ref JsonFields fields)
        {
            if (fields.Is("id"u8))
                Id = fields.Text()?.Trim();
            else if (fields.Is("newEmail"u8))
                NewEmail = fields.Text();
            else
                fields.Skip();
        }
    }

    public static readonly RouteDoc Doc = new(
        "Admin: contacts", "Preview a change of e-mail", "Says what detail-change-email would do. Writes nothing.")
    {
        Body = [AdminContactJson.ExternalId.Required(), Text("newEmail", "The address it is to have.", "jan@example.com").Required()],
        Answer =
        [
            Text("outcome", "noop: it has this address; rename: the address is free; merge: another contact has it.", "merge")
                .OneOf("noop", "rename", "merge"),
            Object("contact", "The contact that would be merged in; only with merge.",
                [.. AdminContactJson.Values.Where(f => f.Name is "id" or "contactId" or "email" or "firstName" or "lastName")]),
        ],
        Failures = [Failure.ContactNotFound, Failure.EmailMismatch],
    };
}
