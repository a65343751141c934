using Microsoft.AspNetCore.Components;

namespace Contacts.WebFront.Console.Shell;

/// <summary>A page of the console or a part of one: it knows the call that it answers, and speaks its language.</summary>
public abstract class ConsoleComponent : ComponentBase
{
    [Parameter, EditorRequired] public required ConsoleCall Call { get; set; }

    protected ConsoleTexts T => Call.Texts;
}
