using Contacts.Core.Imports;
using Contacts.WebFront.Console.Shell;

namespace Contacts.WebFront.Console.Imports;

/// <summary>States of imports in words.</summary>
internal static class ImportWords
{
    public static string Of(this ConsoleTexts t, ImportState state) => state switch
    {
        ImportState.Queued => t["waits for its turn"],
        ImportState.Running => t["running"],
        ImportState.Done => t["finished"],
        _ => t["could not be read"],
    };

    /// <summary>Whether the import goes on by itself.</summary>
    public static bool IsOpen(this ImportReport report) => report.State is ImportState.Queued or ImportState.Running;
}
