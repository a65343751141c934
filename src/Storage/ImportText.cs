using Contacts.Core;
using Contacts.Core.Imports;

namespace Contacts.Storage;

/// <summary>Errors of imports as they are stored: fields by their names, which stay when others are added.</summary>
internal static class ImportText
{
    public static string FieldOf(ImportError error) => error.Problem.Field.ToString();

    public static ImportError Error(long row, string field, string rule, string? detail) => new()
    {
        Row = row, Problem = FieldProblem.Of(Enum.Parse<InputField>(field), rule, detail),
    };
}
