namespace Contacts.Silo.Commands;

/// <summary>Tells settings of the service from what belongs to a command.</summary>
internal static class CommandSettings
{
    /// <summary>
    /// Settings have a colon in their name, as in <c>--Contacts:DataDirectory=data</c> or <c>--Contacts:DataDirectory data</c>;
    /// <c>--environment</c> is one too.
    /// </summary>
    public static (string[] Command, string[] Settings) Split(string[] args)
    {
        List<string> command = [], settings = [];
        for (var i = 0; i < args.Length; i++)
        {
            var isSetting = IsSetting(args[i]);
            (isSetting ? settings : command).Add(args[i]);
            if (isSetting && !args[i].Contains('=') && i + 1 < args.Length) settings.Add(args[++i]);
        }
        return ([.. command], [.. settings]);
    }

    private static bool IsSetting(string arg)
    {
        if (!arg.StartsWith("--", StringComparison.Ordinal)) return false;
        var name = arg[2..].Split('=')[0];
        return name.Contains(':') || name.Equals("environment", StringComparison.OrdinalIgnoreCase);
    }
}
