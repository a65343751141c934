using System.Globalization;

namespace Contacts.Storage.Sqlite;

/// <summary>
/// Keeps a database file to one store at a time, by an advisory lock on "{file}.lock" that ends with the process however it ends.
/// "{file}.owner" names the holder, for the error message of a second process.
/// </summary>
internal sealed class DatabaseLock : IDisposable
{
    private readonly FileStream _file;

    private DatabaseLock(FileStream file) => _file = file;

    /// <summary>Takes the lock. Throws <see cref="StoreMigrationException"/> if another holds it or nothing can be written.</summary>
    public static DatabaseLock Take(string databasePath)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(databasePath)!);
            var file = Open(databasePath);
            NameOwner(databasePath);
            return new DatabaseLock(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StoreMigrationException($"The database file '{databasePath}' cannot be created or written: {error.Message}", error);
        }
    }

    public void Dispose() => _file.Dispose();

    private static FileStream Open(string databasePath)
    {
        var path = databasePath + ".lock";
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (File.Exists(path) && error is not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new StoreMigrationException(
                $"The database file '{databasePath}' is in use by {Holder(databasePath)}. One process at a time can use it; " +
                "several processes share a PostgreSQL database instead.", error);
        }
    }

    /// <summary>On a full disk the holder is not named; the lock holds anyway, and reads work.</summary>
    private static void NameOwner(string databasePath)
    {
        try
        {
            File.WriteAllText(databasePath + ".owner", Owner());
        }
        catch (IOException)
        {
            // The error message of a second process then says "another process".
        }
    }

    private static string Owner() =>
        string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} on {Environment.MachineName}");

    private static string Holder(string databasePath)
    {
        try
        {
            return File.ReadAllText(databasePath + ".owner") is { Length: > 0 } owner ? owner : "another process";
        }
        catch (IOException)
        {
            return "another process";
        }
    }
}
