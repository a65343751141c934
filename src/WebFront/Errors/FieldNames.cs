using Contacts.Core;

namespace Contacts.WebFront.Errors;

/// <summary>How each dialect spells the fields that grains name neutrally, and a refused field as a failure.</summary>
internal static class FieldNames
{
    /// <summary>
    /// The failure that says `"field" rule`. A problem of no field is a sentence of its own. A member is named behind its field with a
    /// dot, or alone where it is a setting.
    /// </summary>
    public static Failure ToFailure(FieldProblem? problem, Dialect dialect)
    {
        if (problem is null)
            return Failure.Validation;

        var name = Of(problem.Field, dialect);
        name = (name, problem.Member) switch
        {
            (null, var member) => member,
            (_, null) => name,
            _ => $"{name}.{problem.Member}",
        };
        return Failure.Validation.Saying(name is null ? problem.Rule : $"\"{name}\" {problem.Rule}", problem.Detail);
    }

    /// <summary>Null for <see cref="InputField.None"/> and <see cref="InputField.Settings"/>, whose members speak for themselves.</summary>
    public static string? Of(InputField field, Dialect dialect) => dialect == Dialect.Plain ? Plain(field) : Coded(field);

    private static string? Plain(InputField field) => field switch
    {
        InputField.FirstName => "first_name",
        InputField.LastName => "last_name",
        InputField.GroupId => "group_id",
        InputField.GroupIds => "group_ids",
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
