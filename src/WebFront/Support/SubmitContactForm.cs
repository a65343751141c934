using System.Net;
using Contacts.Core.Tickets;
using Contacts.Grains.Abstractions.Tickets;
using Contacts.WebFront.Errors;
using Contacts.WebFront.OpenApi;
using Contacts.WebFront.Requests;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Support;

/// <summary>POST /api/v1/support/contact-form. Spam and tickets are answered alike, so that nobody can try out what passes.</summary>
internal static class SubmitContactForm
{
    /// <summary>Bytes of the body: two texts of 20,000 characters.</summary>
    public const int BodyLimit = 128 * 1024;

    public static async Task HandleAsync(ApiCall call, Body body)
    {
        if (call.Effect is not null)
        {
            await Answers.SuccessAsync(call.Http); // An earlier run has stored the ticket.
            return;
        }

        var proxies = call.Http.RequestServices.GetRequiredService<TrustedProxies>();
        var form = body.ToForm(call, proxies.CallerOf(call.Http));
        var result = await call.OfOrganisation<ITicketDeskGrain>().SubmitAsync(form, CancellationToken.None);
        if (result.Outcome == TicketOutcome.Done)
            await Answers.SuccessAsync(call.Http);
        else
            await call.FailAsync(FieldNames.ToFailure(result.Problem, call.Dialect));
    }

    internal sealed class Body : IJsonBody
    {
        private string? _message, _subject, _notice, _sendTo, _category, _email, _phone, _firstName, _lastName, _website;

        public void Take(ref JsonFields fields)
        {
            if (fields.Is("message"u8))
                _message = fields.Text();
            else if (fields.Is("subject"u8))
                _subject = fields.Text();
            else if (fields.Is("notice"u8))
                _notice = fields.Text();
            else if (fields.Is("sendToEmail"u8))
                _sendTo = fields.Text();
            else if (fields.Is("categorySlug"u8))
                _category = fields.Text();
            else
                TakeCustomer(ref fields);
        }

        public ContactForm ToForm(ApiCall call, IPAddress? ip) => new()
        {
            Message = _message, Subject = _subject, Notice = _notice, SendToEmail = _sendTo, CategorySlug = _category,
            CustomerEmail = _email, CustomerPhone = _phone, CustomerFirstName = _firstName, CustomerLastName = _lastName,
            Website = _website, Ip = ip, Actor = call.Caller.Actor, Stamp = call.Stamp,
        };

        private void TakeCustomer(ref JsonFields fields)
        {
            if (fields.Is("customerEmail"u8))
                _email = fields.Text();
            else if (fields.Is("customerPhone"u8))
                _phone = fields.Text();
            else if (fields.Is("customerFirstName"u8))
                _firstName = fields.Text();
            else if (fields.Is("customerLastName"u8))
                _lastName = fields.Text();
            else if (fields.Is("website"u8))
                _website = fields.Text();
            else
                fields.Skip();
        }
    }

    public static readonly RouteDoc Doc = new(
        "Support", "Send a contact form",
        "Makes a ticket of it, registers the customer as a contact (without newsletter consent) and mails the message to the organisation. "
        + "What looks like spam is kept apart and answered alike.")
    {
        Body =
        [
            Text("message", "Message from the customer.", "Hello, how are you?").AtMost(20_000).Required(),
            Text("subject", "Subject; the first line of the message unless given.", "Request from Jan").AtMost(200),
            Text("notice", "Internal note, not visible to the customer and in no mail.", "Internal notice").AtMost(20_000),
            Text("sendToEmail", "Where the mail goes, if the organisation allows it; else to its default recipient.", "jan@barasek.com"),
            Text("categorySlug", "Category: letters, digits, hyphens; an unknown one is created.", "offer").AtMost(64),
            Text("customerEmail", "E-mail address of the customer.", "jan@barasek.com"),
            Text("customerPhone", "Phone of the customer, preferably +<country code> <number>.", "+420 777123456"),
            Text("customerFirstName", "First name.", "Jan").AtMost(128),
            Text("customerLastName", "Last name.", "Barášek").AtMost(128),
            Text("website", "Leave it empty and hide it from people: whoever fills it is a program.", ""),
        ],
    };
}
