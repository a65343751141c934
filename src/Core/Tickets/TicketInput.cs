using Contacts.Core.Contacts;
using Contacts.Core.Email;
using Contacts.Core.Settings;
using Contacts.Core.Text;

namespace Contacts.Core.Tickets;

/// <summary>A contact form, checked and cleaned. The profile is the customer's; the phone is E.164.</summary>
public sealed record TicketDraft : ContactProfile<string?>
{
    public required string Message { get; init; }
    public required string Subject { get; init; }
    public string? Notice { get; init; }
    public string? Category { get; init; }
    public EmailAddress? Email { get; init; }
    public string? Phone { get; init; }
    public string? SendTo { get; init; }
    public bool FillsHoneypot { get; init; }
}

/// <summary>Reads contact forms. Pure.</summary>
public static class TicketInput
{
    /// <summary>The most characters of a subject.</summary>
    public const int SubjectLimit = 200;

    /// <summary>The draft, or the first problem with the form.</summary>
    public static (TicketDraft? Draft, FieldProblem? Problem) Read(ContactForm form, OrganisationSettings settings)
    {
        var input = new ContactInput(IdentitySettings.Of(settings));
        var message = Long(input, form.Message, InputField.Message);
        if (message.Length == 0) input.Refuse(InputField.Message, "is required");
        var notice = Long(input, form.Notice, InputField.Notice);
        // In this order: the first problem is the one that is told.
        var draft = new TicketDraft
        {
            Message = message,
            Subject = input.Text(form.Subject, SubjectLimit, InputField.Subject) ?? FirstLineOf(message),
            Notice = notice.Length == 0 ? null : notice,
            Category = Category(input, form.CategorySlug),
            Email = input.Email(form.CustomerEmail, InputField.CustomerEmail),
            Phone = input.Phone(form.CustomerPhone, InputField.CustomerPhone),
            FillsHoneypot = form.OtherFields.Contains(settings.Spam.Honeypot),
        }.WithProfile(field => input.Name(form[field], field.OfCustomer ?? field.Input)) with
        {
            SendTo = input.Email(form.SendToEmail, InputField.SendToEmail)?.Normalised,
        };
        return input.Problem is { } problem ? (null, problem) : (draft, null);
    }

    private static string FirstLineOf(string message) => MessageText.FirstLine(message) is { Length: > 0 } line ? line : "(no subject)";

    private static string Long(ContactInput input, string? text, InputField field)
    {
        var clean = MessageText.Clean(text);
        if (MessageText.IsTooLong(clean)) input.Refuse(field, $"must be {MessageText.Limit} characters or less");
        return clean;
    }

    private static string? Category(ContactInput input, string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (!CategorySlug.TryRead(text, out var slug)) input.Refuse(InputField.Category, CategorySlug.Rule);
        return slug;
    }
}
