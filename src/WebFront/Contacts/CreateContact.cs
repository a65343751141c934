using Contacts.Core.Contacts;
using Contacts.WebFront.Errors;
using Contacts.WebFront.OpenApi;
using Contacts.WebFront.Requests;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Contacts;

/// <summary>POST /api/v1/contacts/create.</summary>
internal static class CreateContact
{
    public static async Task HandleAsync(ApiCall call, Body body)
    {
        var result = call.Effect is { } effect
            ? await call.FindEffectAsync(effect.Id)
            : await call.CreateAsync(body.ToRequest(call));
        if (result is not { Outcome: ContactOutcome.Done, Contact: { } contact })
        {
            await call.FailAsync(ContactFailures.Of(result, call.Dialect));
            return;
        }

        await Answers.SuccessAsync(call.Http, (contact, body.GroupId), static (json, it) =>
        {
            json.WriteStartObject("contact"u8);
            ContactJson.WriteFields(json, it.contact);
            if (it.GroupId is { } groupId)
                json.WriteNumber("group_id"u8, groupId);
            else
                json.WriteNull("group_id"u8);
            ContactJson.WriteConsents(json, it.contact);
            json.WriteEndObject();
        }, StatusCodes.Status201Created);
    }

    internal sealed class Body : IJsonBody
    {
        private string? _email, _phone, _firstName, _lastName, _company;
        private bool? _sms, _mail;

        public long? GroupId { get; private set; }

        public void Take(ref JsonFields fields)
        {
            if (fields.Is("email"u8))
                _email = fields.Text();
            else if (fields.Is("phone"u8))
                _phone = fields.Text();
            else if (fields.Is("first_name"u8))
                _firstName = fields.Text();
            else if (fields.Is("last_name"u8))
                _lastName = fields.Text();
            else if (fields.Is("company"u8))
                _company = fields.Text();
            else if (fields.Is("group_id"u8))
                GroupId = fields.Whole();
            else if (fields.Is("sms_subscribed"u8))
                _sms = fields.Flag();
            else if (fields.Is("email_subscribed"u8))
                _mail = fields.Flag();
            else
                fields.Skip();
        }

        public ContactRequest ToRequest(ApiCall call) => new()
        {
            Email = _email, Phone = _phone, FirstName = _firstName, LastName = _lastName, Company = _company,
            GroupIds = GroupId is { } groupId ? [groupId] : [], SmsSubscribed = _sms ?? true,
            EmailSubscribed = _mail ?? true, Actor = call.Caller.Actor, Stamp = call.Stamp,
        };
    }

    public static readonly RouteDoc Doc = new(
        "Contacts", "Create a contact", "Never updates one that is there. E-mail or phone is required.")
    {
        Body =
        [
            Text("email", "E-mail address; required if there is no phone.", "jane@example.com"),
            Text("phone", "Phone in E.164 format; required if there is no e-mail.", "+12125559876"),
            Text("first_name", "First name.", "Jane").AtMost(128),
            Text("last_name", "Last name.", "Smith").AtMost(128),
            Text("company", "Company name.", "Acme Corp").AtMost(128),
            Whole("group_id", "An existing group.", 3),
            Flag("sms_subscribed", "Default true."),
            Flag("email_subscribed", "Default true."),
        ],
        Status = StatusCodes.Status201Created,
        Answer =
        [
            Object("contact", "The new contact.",
            [
                .. ContactJson.Values, Whole("group_id", "The group it was put into; null where none was given.", 3).OrNull(),
                .. ContactJson.Consents,
            ]),
        ],
        Failures = [Failure.GroupNotFound, Failure.EmailTaken],
    };
}
