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
        ImportState.Cancelling => t["is being cancelled"],
        ImportState.Cancelled => t["cancelled"],
        ImportState.Done => t["finished"],
        ImportState.Undoing => t["is being undone"],
        ImportState.Undone => t["undone"],
        _ => t["could not be read"],
    };

    /// <summary>What a column of the name means.</summary>
    public static string OfColumn(this ConsoleTexts t, string name) => name switch
    {
        "emailSubscribed" => t["May get mail: yes or no"],
        "smsSubscribed" => t["May get text messages: yes or no"],
        _ => t.NameOf(name),
    };
}
