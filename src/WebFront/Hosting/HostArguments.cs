namespace Contacts.WebFront.Hosting;

/// <summary>Arguments that every host gets in addition to its own.</summary>
public static class HostArguments
{
    /// <summary>
    /// Settings are read at start alone. To notice later changes of a file, a host watches every folder below the one it is started from:
    /// the store's files are among them, and each commit would wake it.
    /// </summary>
    public static string[] WithoutReload(string[] args) => ["--hostBuilder:reloadConfigOnChange=false", .. args];
}
