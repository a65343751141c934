using Contacts.Core.Email;

namespace Contacts.Core.Contacts;

/// <summary>A partial update as read: the address to claim, if one was sent, and everything else.</summary>
public readonly record struct ContactUpdate(EmailAddress? Email, CheckedUpdate Changes)
{
    public static ContactUpdate Read(ContactInput input, UpdateContactRequest request)
    {
        var email = request.Email.IsSent ? input.Email(request.Email.Value) : null;
        return new(email, new CheckedUpdate
        {
            ClearEmail = request.Email.IsSent && email is null,
            Phone = request.Phone.IsSent ? Optional.Of<string>(input.Phone(request.Phone.Value)) : default,
            FirstName = Name(input, request.FirstName, InputField.FirstName),
            LastName = Name(input, request.LastName, InputField.LastName),
            Company = Name(input, request.Company, InputField.Company),
            EmailSubscribed = request.EmailSubscribed,
            SmsSubscribed = request.SmsSubscribed,
        });
    }

    private static Optional<string> Name(ContactInput input, Optional<string> sent, InputField field) =>
        sent.IsSent ? Optional.Of<string>(input.Name(sent.Value, field) ?? "") : default;
}
