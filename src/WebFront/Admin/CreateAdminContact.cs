using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.WebFront.Errors;
using Contacts.WebFront.OpenApi;
using Contacts.WebFront.Requests;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Admin;

/// <summary>POST /bff/contact/create: by e-mail, by phone only, or both. Consent is given only where the administrator says so.</summary>
internal static class CreateAdminContact
{
    public static async Task HandleAsync(ApiCall call, Body body)
    {
        var result = call.Effect is { } effect
            ? await call.FindEffectAsync(effect.Id)
            : await call.CreateAsync(body.ToRequest(call));
        if (result is not { Outcome: ContactOutcome.Done, Contact: { } contact })
        {
            await call.FailAsync(ContactFailures.Of(result, call.Dialect), result.Owner);
            return;
        }

        await Answers.SuccessAsync(call.Http, contact, static (json, contact) =>
        {
            json.WriteStartObject("contact"u8);
            AdminContactJson.WriteFields(json, contact);
            json.WriteEndObject();
        });
    }

    internal sealed class Body : IJsonBody
    {
        private string? _email, _phone, _firstName, _lastName, _company, _source;
        private ImmutableArray<string> _groups = [];
        private bool? _mail, _sms;

        public void Take(ref JsonFields fields)
        {
            if (fields.Is("email"u8))
                _email = fields.Text();
            else if (fields.Is("phone"u8))
                _phone = fields.Text();
            else if (fields.Is("firstName"u8))
                _firstName = fields.Text();
            else if (fields.Is("lastName"u8))
                _lastName = fields.Text();
            else if (fields.Is("company"u8))
                _company = fields.Text();
            else if (fields.Is("source"u8))
                _source = fields.Text();
            else if (fields.Is("groups"u8))
                _groups = fields.Texts() ?? [];
            else if (fields.Is("emailSubscribed"u8))
                _mail = fields.Flag();
            else if (fields.Is("smsSubscribed"u8))
                _sms = fields.Flag();
            else
                fields.Skip();
        }

        public ContactRequest ToRequest(ApiCall call) => new()
        {
            Email = _email, Phone = _phone, FirstName = _firstName, LastName = _lastName, Company = _company, Source = _source,
            GroupNames = _groups, EmailSubscribed = _mail, SmsSubscribed = _sms, Actor = call.Caller.Actor,
            Stamp = call.Stamp,
        };
    }

    public static readonly RouteDoc Doc = new(
        "Admin: contacts", "Create a contact", "E-mail or phone is required. The contact is subscribed to nothing unless the body says so.")
    {
        Body =
        [
            Text("email", "E-mail address; required if there is no phone.", "jan@barasek.com"),
            Text("phone", "Phone; a national number where the organisation has a default region.", "+420 777123456"),
            Text("firstName", "First name.", "Jan").AtMost(128),
            Text("lastName", "Last name.", "Barášek").AtMost(128),
            Text("company", "Company.", "Acme Corp").AtMost(128),
            Texts("groups", "Names of groups, at most 20 of 128 characters each; unknown ones are created.", "VIP Customers"),
            Text("source", "Where the contact came from.", "fair"),
            Flag("emailSubscribed", "Default false.", false),
            Flag("smsSubscribed", "Default false.", false),
        ],
        Answer = [Object("contact", "The new contact.", AdminContactJson.Values)],
        Failures = [Failure.EmailTaken],
    };
}
