using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.WebFront.Errors;
using Contacts.WebFront.OpenApi;
using Contacts.WebFront.Requests;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Contacts;

/// <summary>PUT, POST and PATCH /api/v1/contacts/update.</summary>
internal static class UpdateContact
{
    public static async Task HandleAsync(ApiCall call, Body body)
    {
        if (body.Id is not { } id)
        {
            await call.RequireAsync("id");
            return;
        }

        var result = call.Effect is { } effect
            ? await call.FindEffectAsync(effect.Id)
            : await call.Contact(id).UpdateAsync(body.ToRequest(call), CancellationToken.None);
        if (result is not { Outcome: ContactOutcome.Done, Contact: { } contact })
        {
            await call.FailAsync(ContactFailures.Of(result, call.Dialect));
            return;
        }

        await Answers.SuccessAsync(call.Http, contact, static (json, contact) =>
        {
            json.WriteStartObject("contact"u8);
            ContactJson.WriteFields(json, contact);
            ContactJson.WriteConsents(json, contact);
            ContactJson.WriteGroups(json, contact.Groups);
            json.WriteEndObject();
        });
    }

    internal sealed class Body : IJsonBody
    {
        private SentText _email, _phone, _firstName, _lastName, _company;
        private ImmutableArray<long>? _groupIds;
        private bool? _sms, _mail;

        public long? Id { get; private set; }

        public void Take(ref JsonFields fields)
        {
            if (fields.Is("id"u8))
                Id = fields.Whole();
            else if (fields.Is("email"u8))
                _email = SentText.Of(fields.Text());
            else if (fields.Is("phone"u8))
                _phone = SentText.Of(fields.Text());
            else if (fields.Is("first_name"u8))
                _firstName = SentText.Of(fields.Text());
            else if (fields.Is("last_name"u8))
                _lastName = SentText.Of(fields.Text());
            else if (fields.Is("company"u8))
                _company = SentText.Of(fields.Text());
            else if (fields.Is("group_ids"u8))
                _groupIds = fields.Wholes();
            else if (fields.Is("sms_subscribed"u8))
                _sms = fields.Flag();
            else if (fields.Is("email_subscribed"u8))
                _mail = fields.Flag();
            else
                fields.Skip();
        }

        public UpdateContactRequest ToRequest(ApiCall call) => new()
        {
            Email = _email, Phone = _phone, FirstName = _firstName, LastName = _lastName, Company = _company, GroupIds = _groupIds,
            SmsSubscribed = _sms, EmailSubscribed = _mail, Actor = call.Caller.Actor, Stamp = call.Stamp,
        };
    }

    public static readonly RouteDoc Doc = new(
        "Contacts", "Update a contact",
        "Only the fields that are sent change. null or an empty string clears a name or the company; e-mail or phone can be cleared while "
        + "the other remains. The id of a contact that was merged away updates the one it was merged into.")
    {
        Body =
        [
            Whole("id", "Id of the contact.", 201).Required(),
            Text("first_name", "New first name.", "Jane").AtMost(128).OrNull(),
            Text("last_name", "New last name.", "Smith").AtMost(128).OrNull(),
            Text("email", "New e-mail address.", "jane@example.com").OrNull(),
            Text("phone", "New phone in E.164 format.", "+12125559876").OrNull(),
            Text("company", "New company name.", "New Corp").AtMost(128).OrNull(),
            Wholes("group_ids", "Replaces all group memberships; [] removes the contact from all groups.", 3, 7),
            Flag("sms_subscribed", "Whether SMS may be sent."),
            Flag("email_subscribed", "Whether e-mail may be sent."),
        ],
        Answer = [Object("contact", "The contact as it is now.", [.. ContactJson.Values, .. ContactJson.Consents, ContactJson.Groups])],
        Failures = [Failure.ContactNotFound, Failure.GroupNotFound, Failure.EmailTaken],
    };
}
