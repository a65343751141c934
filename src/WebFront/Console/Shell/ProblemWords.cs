using Contacts.Core;

namespace Contacts.WebFront.Console.Shell;

/// <summary>Why an input was refused, in the language of the page.</summary>
internal static class ProblemWords
{
    public static string Of(this ConsoleTexts t, FieldProblem problem)
    {
        var sentence = $"{t.NameOf(problem.Field)} {t.RuleOf(problem.Rule)}".TrimStart();
        return problem.Detail is { } detail ? $"{sentence} ({detail})." : $"{sentence}.";
    }

    /// <summary>A field by its name in JSON; one that is not known as it is.</summary>
    public static string NameOf(this ConsoleTexts t, string name) =>
        Enum.TryParse<InputField>(name, ignoreCase: true, out var field) ? t.NameOf(field) : name;

    /// <summary>A field of forms, histories and imports.</summary>
    public static string NameOf(this ConsoleTexts t, InputField field) => field switch
    {
        InputField.None or InputField.Settings => "",
        InputField.Email or InputField.CurrentEmail => t["E-mail"],
        InputField.NewEmail => t["New e-mail"],
        InputField.Phone => t["Phone"],
        InputField.FirstName => t["First name"],
        InputField.LastName => t["Last name"],
        InputField.Company => t["Company"],
        InputField.ExternalId => t["External id"],
        InputField.Attributes => t["Attributes"],
        InputField.Reason => t["Reason"],
        InputField.Note => t["Note"],
        InputField.Groups or InputField.GroupIds => t["Groups"],
        InputField.Source => t["Source"],
        InputField.Name => t["Name"],
        _ => field.ToString(),
    };

    /// <summary>A rule that is not known here stays as the rules of the service say it.</summary>
    private static string RuleOf(this ConsoleTexts t, string rule) => rule switch
    {
        "is required" => t["is required"],
        "must be a valid email address" => t["must be a valid e-mail address"],
        "must be a valid number in E.164 format" => t["must be a valid phone number, best with the country's code"],
        "must be 128 characters or less" => t["must be 128 characters or less"],
        "must have at most 50 keys and 8 KB" => t["must have at most 50 keys and 8 KB"],
        "must be an object whose values are strings, numbers or booleans" =>
            t["must be an object whose values are texts, numbers or true and false"],
        "must be 10 to 500 characters" => t["must be 10 to 500 characters"],
        "must not name the person" => t["must not name the person"],
        "must not contain control characters" => t["must not contain control characters"],
        _ => rule,
    };
}
