using System.CommandLine;

namespace Contacts.Silo.Commands;

internal static class Choices
{
    /// <summary>The option, which takes one of these values alone.</summary>
    public static Option<T> OneOf<T>(this Option<T> option, params string[] values)
    {
        option.AcceptOnlyFromAmong(values);
        return option;
    }
}
