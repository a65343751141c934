namespace Contacts.GeoDatabase;

/// <summary>
/// A country database that cannot be used: missing, unreadable, damaged, or not of the MaxMind format. The message names the file.
/// </summary>
public sealed class GeoDatabaseException(string path, string problem, Exception? inner = null)
    : Exception($"Country database '{path}': {problem}", inner)
{
    /// <summary>The file as it was named by the caller.</summary>
    public string Path { get; } = path;

    /// <summary>What is wrong with the file, without its name.</summary>
    public string Problem { get; } = problem;
}
