using System.CommandLine;
using System.CommandLine.Invocation;

namespace Contacts.Silo.Commands;

/// <summary>
/// The command line: what is asked of a service by HTTP, or of one that this process starts for the command on the store of the settings.
/// Without a command the process is the service.
/// </summary>
internal static class CommandLine
{
    private static readonly string[] _help = ["--help", "-h", "-?"];

    /// <summary>
    /// Whether the arguments are a command, not settings of the service: those begin with a dash or a slash, or have a value.
    /// </summary>
    public static bool IsCommand(string[] args) =>
        args is [var first, ..] && (_help.Contains(first) || !(first.StartsWith('-') || first.StartsWith('/') || first.Contains('=')));

    /// <summary>0; 1 where it failed; 2 where it was used wrongly.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var (command, settings) = CommandSettings.Split(args);
        var parsed = Root(new(settings)).Parse(command);
        var status = await parsed.InvokeAsync(new() { EnableDefaultExceptionHandler = false });
        return parsed.Action is ParseErrorAction ? CommandException.WrongUse : status;
    }

    private static RootCommand Root(ServiceAccess access)
    {
        var root = new RootCommand(
            "Contacts: without a command the service starts. Settings such as --Contacts:DataDirectory=data go with both.")
        {
            ImportCommand.Create(access), ExportCommand.Create(access), KeyCommands.Create(access), OrganisationCommands.Create(access),
            UserCommands.Create(access), EraseCommand.Create(access),
        };
        access.AddOptions(root);
        return root;
    }
}
