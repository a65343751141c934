using System.Collections.Immutable;
using Contacts.Core.Erasure;
using Contacts.Mail;

namespace Contacts.Grains.Erasure;

/// <summary>
/// A file with one line of JSON for each erasure, by which people are erased again after an old backup was restored. A line that a crash
/// cut off stays a line of its own. Throws IOException or UnauthorizedAccessException if the disk fails, or another process is writing.
/// </summary>
public sealed class ErasureLog(string folder)
{
    public const string FileName = "erasures.jsonl";

    private bool _isNamed; // The name of the file is on the disk.

    /// <summary>Appends entries: they outlive this process when it returns, and the machine after <see cref="FlushAsync"/>.</summary>
    public async Task AppendAsync(ImmutableArray<ErasureLogEntry> entries)
    {
        await using var file = Open();
        _isNamed &= file.Length > 0;
        await EndLineAsync(file);
        foreach (var entry in entries) await file.WriteAsync(entry.ToLine());
    }

    /// <summary>Returns when what was appended is on the disk. Does not mind that the file has been moved away since.</summary>
    public async Task FlushAsync()
    {
        await using (var file = Open()) file.Flush(flushToDisk: true);
        if (!_isNamed) await new FolderFlush(folder).RunAsync();
        _isNamed = true;
    }

    private FileStream Open()
    {
        Directory.CreateDirectory(folder);
        return new(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
    }

    /// <summary>Goes to the end, which is the end of a line afterwards.</summary>
    private static async Task EndLineAsync(FileStream file)
    {
        if (file.Length == 0) return;
        file.Seek(-1, SeekOrigin.End);
        if (file.ReadByte() != '\n') await file.WriteAsync("\n"u8.ToArray());
    }
}
