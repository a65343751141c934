using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.WebFront.Errors;
using Contacts.WebFront.OpenApi;
using Contacts.WebFront.Requests;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Newsletter;

/// <summary>POST /api/v1/newsletter/register-contact: the busiest route; its answer is one constant.</summary>
internal static class RegisterContact
{
    public static async Task HandleAsync(ApiCall call, Body body)
    {
        if (call.Effect is null)
        {
            var (contact, problem) = body.ToRequest(call).CheckSignUp(call.Caller.Identity);
            if (contact is null)
            {
                await call.FailAsync(FieldNames.ToFailure(problem, call.Dialect));
                return;
            }

            await call.Email(contact.EmailKey!).WriteAsync(contact);
        }

        await Answers.SuccessAsync(call.Http);
    }

    internal sealed class Body : IJsonBody
    {
        private string? _email, _phone, _firstName, _lastName, _source;
        private ImmutableArray<string> _groups = [];

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
            else if (fields.Is("source"u8))
                _source = fields.Text();
            else if (fields.Is("groups"u8))
                _groups = fields.Texts() ?? [];
            else
                fields.Skip();
        }

        public ContactRequest ToRequest(ApiCall call) => new()
        {
            Email = _email, Phone = _phone, FirstName = _firstName, LastName = _lastName, Source = _source, GroupNames = _groups,
            Actor = call.Caller.Actor, Stamp = call.Stamp,
        };
    }

    public static readonly RouteDoc Doc = new(
        "Newsletter", "Register a contact for the newsletter",
        "A new e-mail address becomes a contact; a known one is updated: fields that are present and not blank overwrite, groups are added "
        + "and never removed. The contact is subscribed to e-mail. Safe to repeat.")
    {
        Body =
        [
            Text("email", "E-mail address; normalised and unique per organisation.", "jan@barasek.com").Required(),
            Text("source", "Signup source for analytics; kept from the first sign-up.", "web"),
            Texts("groups", "Newsletter groups, at most 20, each at most 64 characters; unknown ones are created.", "trainer"),
            Text("phone", "Phone number, preferably +<country code> <number>.", "+420 777123456"),
            Text("firstName", "First name.", "Jan").AtMost(128),
            Text("lastName", "Last name.", "Barášek").AtMost(128),
        ],
    };
}
