using Contacts.Core;
using Contacts.Core.Contacts;

namespace Contacts.WebFront.Pipeline.Replies;

/// <summary>Maps refusals of grains to failures in the wording of a dialect.</summary>
internal static class Failures
{
    /// <summary>
    /// The failure that says `"field" rule`. A problem of no field is a sentence of its own. A member is named behind its field with a
    /// dot, or alone where it is a setting.
    /// </summary>
    public static Failure Of(FieldProblem? problem, Dialect dialect)
    {
        if (problem is null)
            return Failure.Validation;

        var name = NameOf(problem.Field, dialect);
        name = (name, problem.Member) switch
        {
            (null, var member) => member,
            (_, null) => name,
            _ => $"{name}.{problem.Member}",
        };
        return Failure.Validation.WithMessage(name is null ? problem.Rule : $"\"{name}\" {problem.Rule}", problem.Detail);
    }

    /// <summary>The failure of a command on a contact.</summary>
    public static Failure Of(ContactResult result, Dialect dialect) => result.Outcome switch
    {
        ContactOutcome.Invalid => Of(result.Problem, dialect),
        ContactOutcome.NotFound => Failure.ContactNotFound,
        ContactOutcome.GroupNotFound => Failure.GroupNotFound,
        ContactOutcome.EmailTaken => Failure.EmailTaken with { ContactId = result.Owner },
        ContactOutcome.ForeignIdTaken => Failure.ExternalIdTaken with { ContactId = result.Owner },
        ContactOutcome.ChangedMeanwhile => Failure.ContactChanged,
        ContactOutcome.SeveralMatch => Failure.SeveralMatch with { Candidates = result.Candidates },
        ContactOutcome.Suppressed => Failure.ContactSuppressed,
        ContactOutcome.EmailMismatch => Failure.EmailMismatch,
        ContactOutcome.MergeNotFound => Failure.MergeNotFound,
        ContactOutcome.CannotBeUndone => Failure.MergeStays with { Description = result.Why ?? Failure.MergeStays.Description },
        _ => throw new InvalidOperationException($"A command ended with {result.Outcome} and no contact."),
    };

    /// <summary>
    /// How a dialect spells a field. Null for <see cref="InputField.None"/> and <see cref="InputField.Settings"/>, whose members speak for
    /// themselves.
    /// </summary>
    public static string? NameOf(InputField field, Dialect dialect) => dialect == Dialect.Plain ? Plain(field) : Coded(field);

    private static string? Plain(InputField field) => field switch
    {
        InputField.FirstName => "first_name",
        InputField.LastName => "last_name",
        InputField.GroupId => "group_id",
        InputField.GroupIds => "group_ids",
        InputField.ExternalId => "external_id",
        _ => Coded(field),
    };

    private static string? Coded(InputField field) => field switch
    {
        InputField.None or InputField.Settings => null,
        InputField.FinalContact => "finalCustomerId",
        InputField.LegacyContact => "legacyCustomerId",
        InputField.Category => "categorySlug",
        _ => string.Concat(char.ToLowerInvariant(field.ToString()[0]).ToString(), field.ToString().AsSpan(1)),
    };
}
