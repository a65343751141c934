namespace Contacts.Cluster.Tests;

/// <summary>A folder of its own for one test, removed afterwards.</summary>
internal sealed class DataFolder : IDisposable
{
    public DataFolder() => Path = Directory.CreateTempSubdirectory("contacts-").FullName;

    public string Path { get; }

    public string Setting => $"Contacts:DataDirectory={Path}";

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
