using Microsoft.Win32.SafeHandles;

namespace Contacts.GeoDatabase;

/// <summary>
/// An open database file. Its version and its content come from one handle, so they belong together even if the name is given to another
/// file meanwhile; a link is followed.
/// </summary>
internal sealed class DatabaseFile : IDisposable
{
    private readonly string _path;
    private readonly SafeFileHandle _handle;

    private DatabaseFile(string path, SafeFileHandle handle)
    {
        _path = path;
        _handle = handle;
    }

    /// <summary>Time of the last write and length: a change of either means another content.</summary>
    public (DateTime WrittenAt, long Length) Version => (File.GetLastWriteTimeUtc(_handle), RandomAccess.GetLength(_handle));

    public static DatabaseFile Open(string path)
    {
        try
        {
            var handle = File.OpenHandle(path, options: FileOptions.SequentialScan, share: FileShare.ReadWrite | FileShare.Delete);
            return new DatabaseFile(path, handle);
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new GeoDatabaseException(path, "the file does not exist", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new GeoDatabaseException(path, $"the file cannot be opened: {e.Message}", e);
        }
    }

    public CountryDatabase Load() => CountryDatabase.FromBytes(ReadAll(), _path);

    public void Dispose() => _handle.Dispose();

    private byte[] ReadAll()
    {
        try
        {
            var length = RandomAccess.GetLength(_handle);
            if (length > Array.MaxLength)
                throw new GeoDatabaseException(_path, $"{length} bytes are more than the 2 GB supported");
            var content = new byte[length];
            var filled = 0;
            while (filled < content.Length && RandomAccess.Read(_handle, content.AsSpan(filled), filled) is var read and > 0)
                filled += read;
            return filled == content.Length ? content : content[..filled];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new GeoDatabaseException(_path, $"the file cannot be read: {e.Message}", e);
        }
    }
}
