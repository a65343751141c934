using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.WebFront.Console.Shell;

namespace Contacts.WebFront.Console.Contacts;

/// <summary>What happens to contacts, in words.</summary>
internal static class ContactWords
{
    /// <summary>The name, else the address, else the number.</summary>
    public static string NameOf(Contact contact) =>
        $"{contact.FirstName} {contact.LastName}".Trim() is { Length: > 0 } name ? name : contact.Email ?? contact.PhoneInternational!;

    /// <summary>Why a command changed nothing.</summary>
    public static string Of(ConsoleTexts t, ContactResult result) => result.Outcome switch
    {
        ContactOutcome.Invalid => t.Of(result.Problem!),
        ContactOutcome.NotFound => t["The contact is not there any more."],
        ContactOutcome.GroupNotFound => t["A group is not there any more. Load the page again."],
        ContactOutcome.EmailTaken => t["Another contact has this e-mail address. To merge it into this one, say so below."],
        ContactOutcome.Suppressed =>
            t["The person asked to be forgotten. Only a sign-up that the person confirms brings the contact back."],
        ContactOutcome.ForeignIdTaken => t["Another contact has this external id."],
        ContactOutcome.EmailMismatch => t["The contact has got another address meanwhile. Look at it again."],
        ContactOutcome.MergeNotFound => t["There is no such merge."],
        _ => t["The merge cannot be undone: {0}", result.Why],
    };

    /// <summary>What is known of a consent.</summary>
    public static string ConsentOf(ConsoleTexts t, ConsentState state) => state switch
    {
        ConsentState.Pending => t["waits for confirmation"],
        ConsentState.Given => t["subscribed"],
        ConsentState.Confirmed => t["confirmed"],
        ConsentState.Withdrawn => t["unsubscribed"],
        ConsentState.Suppressed => t["asked to be forgotten"],
        _ => t["not asked"],
    };

    /// <summary>A kind of entry in the history.</summary>
    public static string KindOf(ConsoleTexts t, string kind) => kind switch
    {
        EventKinds.Registered => t["Signed up"],
        EventKinds.Created => t["Created"],
        EventKinds.Updated => t["Changed"],
        EventKinds.ConsentRequested => t["Asked for confirmation"],
        EventKinds.ConsentGiven => t["Consent given"],
        EventKinds.ConsentConfirmed => t["Consent confirmed"],
        EventKinds.ConsentDeclined => t["Consent declined"],
        EventKinds.ConsentWithdrawn => t["Consent withdrawn"],
        EventKinds.ConfirmationHeld => t["Confirmation mail held back"],
        EventKinds.ImportUndone => t["Import undone"],
        EventKinds.EmailChanged => t["E-mail changed"],
        EventKinds.Merged => t["Merged"],
        EventKinds.Unmerged => t["Merge undone"],
        EventKinds.Imported => t["Imported"],
        _ => kind,
    };

    /// <summary>A field of a history's values.</summary>
    public static string FieldOf(ConsoleTexts t, string field) => field switch
    {
        "emailSubscribed" => t["Newsletter by e-mail"],
        "smsSubscribed" => t["Newsletter by text message"],
        _ => t.NameOf(field),
    };

    /// <summary>What a form has done, by the code that its redirect carries.</summary>
    public static string? DoneOf(ConsoleTexts t, string? code) => code switch
    {
        "created" => t["The contact was created."],
        "exists" => t["There is a contact with this address already: this one. Nothing was changed."],
        "saved" => t["The contact was saved."],
        "email" => t["The e-mail address was changed."],
        "merged" => t["The contacts were merged."],
        "unmerged" => t["The merge was undone."],
        "consent" => t["The consent was recorded."],
        "resent" => t["The confirmation mail was sent again."],
        _ => null,
    };
}
