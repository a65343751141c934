using Contacts.Core.Contacts;

namespace Contacts.WebFront.Errors;

/// <summary>The table from what became of a command on a contact to the answer.</summary>
internal static class ContactFailures
{
    public static Failure Of(ContactResult result, Dialect dialect) => result.Outcome switch
    {
        ContactOutcome.Invalid => FieldNames.ToFailure(result.Problem, dialect),
        ContactOutcome.NotFound => Failure.ContactNotFound,
        ContactOutcome.GroupNotFound => Failure.GroupNotFound,
        ContactOutcome.EmailTaken => Failure.EmailTaken,
        ContactOutcome.EmailMismatch => Failure.EmailMismatch,
        ContactOutcome.MergeNotFound => Failure.MergeNotFound,
        ContactOutcome.CannotBeUndone => Failure.MergeStays with { Description = result.Why ?? Failure.MergeStays.Description },
        _ => throw new InvalidOperationException($"A command ended with {result.Outcome} and no contact."),
    };
}
