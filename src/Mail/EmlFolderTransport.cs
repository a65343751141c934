using System.Security.Cryptography;
using System.Text;

namespace Contacts.Mail;

/// <summary>
/// Writes each mail as one complete <c>.eml</c> file into a folder, which it creates. The name follows from the message id alone: a retry
/// replaces the file instead of adding one, and files sort as their message ids do. A file appears whole or not at all; its content is on
/// the disk before it appears, and its name before the mail counts as accepted. Disk errors are temporary failures.
/// </summary>
public sealed class EmlFolderTransport : IMailTransport
{
    private readonly string _folder;
    private readonly FolderFlush _names;
    private readonly Lazy<bool> _isCleared;

    public EmlFolderTransport(string folder)
    {
        (_folder, _names) = (folder, new(folder));
        _isCleared = new(() => PartialFiles.TryClear(folder));
    }

    public async Task<SendOutcome> SendAsync(MailMessage message, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var target = Path.Combine(_folder, FileName(message.MessageId));
        var partial = PartialFiles.NewPath(_folder);
        try
        {
            Directory.CreateDirectory(_folder);
            _ = _isCleared.Value; // What a crash left behind belongs to mails that are being sent again.
            await WriteAsync(partial, MimeWriter.Write(message), ct);
            File.Move(partial, target, overwrite: true);
            await _names.RunAsync();
            return new SendOutcome.Accepted($"written to {target}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return new SendOutcome.TemporaryFailure($"the mail folder cannot be written: {e.Message}");
        }
        finally
        {
            PartialFiles.TryDelete(partial);
        }
    }

    /// <summary>
    /// Removes the files of mails whose message ids have one of these unique parts; gone for good when it returns. Throws IOException or
    /// UnauthorizedAccessException if the disk fails.
    /// </summary>
    public async Task ForgetAsync(IReadOnlySet<string> uniques)
    {
        if (uniques.Count == 0 || !Directory.Exists(_folder)) return;
        var isChanged = false;
        foreach (var path in Directory.EnumerateFiles(_folder, "*.eml"))
        {
            if (UniqueOrNull(Path.GetFileName(path)) is not { } unique || !uniques.Contains(unique)) continue;
            File.Delete(path);
            isChanged = true;
        }
        if (isChanged) await _names.RunAsync();
    }

    /// <summary>What stands between the time and the domain of a message id; null where the name is no such one.</summary>
    private static string? UniqueOrNull(string fileName)
    {
        var (start, end) = (fileName.IndexOf('.') + 1, fileName.IndexOf('@'));
        return end > start ? fileName[start..end] : null;
    }

    /// <summary>The readable part of the id, and a hash for what a file name cannot hold or tell apart.</summary>
    private static string FileName(string messageId)
    {
        var readable = new string([.. messageId.Take(100).Select(c => char.IsAsciiLetterOrDigit(c) || "@.-_".Contains(c) ? c : '_')]);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(messageId)).AsSpan(0, 8));
        return $"{readable}-{hash}.eml";
    }

    private static async Task WriteAsync(string path, byte[] content, CancellationToken ct)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            await file.WriteAsync(content, ct);
        }
        catch (ArgumentOutOfRangeException e)
        {
            // How the platform tells EFBIG; the disk's fault, not the mail's.
            throw new IOException("a limit on the size of files is met", e);
        }
        file.Flush(flushToDisk: true);
    }
}
