using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using System.Text.Json.Serialization;
using Contacts.Core.Text;
using Contacts.Core.Tickets;
using Contacts.Grains.Abstractions.Tickets;
using Contacts.WebFront.Pipeline;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Support;

/// <summary>Spam gets the same answer as a ticket, so that senders cannot probe the filter.</summary>
internal static class SubmitContactForm
{
    /// <summary>Bytes of the body: two texts of 20,000 characters.</summary>
    private const int BodyLimit = 128 * 1024;

    public static ApiGroup MapSupport(this ApiGroup api) => api.Tagged("Support")
        .With(surface => surface with { BodyLimit = BodyLimit })
        .Post<ContactFormBody, Answer>("/support/contact-form", HandleAsync);

    /// <summary>Send a contact form</summary>
    /// <remarks>
    /// Makes a ticket of it, registers the customer as a contact (without newsletter consent) and mails the message to the organisation.
    /// What looks like spam is kept apart and answered alike.
    /// </remarks>
    public static async Task<Reply<Answer>> HandleAsync(ApiCall call, ContactFormBody body)
    {
        if (call.Effect is not null)
            return Answer.Done; // An earlier run has stored the ticket.
        var result = await call.OfOrganisation<ITicketDeskGrain>().SubmitAsync(body.ToForm(call), CancellationToken.None);
        return result.Outcome == TicketOutcome.Done ? Answer.Done : Failures.Of(result.Problem, call.Dialect);
    }
}

/// <summary>A contact form.</summary>
internal sealed record ContactFormBody
{
    /// <summary>Message from the customer.</summary><example>Hello, how are you?</example>
    [Required, MaxLength(MessageText.Limit)] public string? Message { get; set; }

    /// <summary>Subject; the first line of the message unless given.</summary><example>Request from Jan</example>
    [MaxLength(TicketInput.SubjectLimit)] public string? Subject { get; set; }

    /// <summary>Internal note, not visible to the customer and in no mail.</summary><example>Internal notice</example>
    [MaxLength(MessageText.Limit)] public string? Notice { get; set; }

    /// <summary>Where the mail goes, if the organisation allows it; else to its default recipient.</summary>
    /// <example>jan@barasek.com</example>
    public string? SendToEmail { get; set; }

    /// <summary>Category: letters, digits, hyphens; an unknown one is created.</summary><example>offer</example>
    [MaxLength(64)] public string? CategorySlug { get; set; }

    /// <summary>E-mail address of the customer.</summary><example>jan@barasek.com</example>
    public string? CustomerEmail { get; set; }

    /// <summary>Phone of the customer, preferably +[country code] [number].</summary><example>+420 777123456</example>
    public string? CustomerPhone { get; set; }

    /// <summary>First name.</summary><example>Jan</example>
    [MaxLength(InputText.NameLimit)] public string? CustomerFirstName { get; set; }

    /// <summary>Last name.</summary><example>Barášek</example>
    [MaxLength(InputText.NameLimit)] public string? CustomerLastName { get; set; }

    /// <summary>
    /// Leave it empty and hide it from people: whoever fills it is a program. The organisation's setting `spam.honeypot` may name another
    /// field instead.
    /// </summary>
    /// <example>""</example>
    public string? Website { get; set; }

    [JsonExtensionData] public Dictionary<string, JsonElement>? Others { get; set; }

    public ContactForm ToForm(ApiCall call) => new()
    {
        Message = Message, Subject = Subject, Notice = Notice, SendToEmail = SendToEmail, CategorySlug = CategorySlug,
        CustomerEmail = CustomerEmail, CustomerPhone = CustomerPhone,
        FirstName = CustomerFirstName, LastName = CustomerLastName, OtherFields = OtherFields(), Ip = call.Address,
        Actor = call.Caller.Actor, Trail = call.Trail, IsBounded = call.Caller.IsPublicOnly,
    };

    /// <summary>Which other fields are not blank; names that no honeypot can have are left out.</summary>
    private ImmutableArray<string> OtherFields() =>
    [
        .. string.IsNullOrWhiteSpace(Website) ? Array.Empty<string>() : ["website"],
        .. (Others ?? []).Where(other => other.Key.Length <= 64 && !IsBlank(other.Value)).Select(other => other.Key).Take(100),
    ];

    private static bool IsBlank(JsonElement value) =>
        value.ValueKind is JsonValueKind.Null || (value.ValueKind is JsonValueKind.String && string.IsNullOrWhiteSpace(value.GetString()));
}

[JsonSerializable(typeof(ContactFormBody))]
internal sealed partial class SupportJson : JsonSerializerContext;
