namespace Contacts.Mail;

/// <summary>
/// Mails that are being written: hidden files, not <c>*.eml</c>, so that nobody who watches the folder takes half a mail. Their writer
/// holds them locked; those that nobody holds were left by a process that died.
/// </summary>
internal static class PartialFiles
{
    public static string NewPath(string folder) => Path.Combine(folder, $".{Guid.NewGuid():N}.partial");

    /// <summary>
    /// Removes what was left. Other processes may be writing into the folder: a file that one of them has just closed and not yet renamed
    /// may go too, and then it writes that mail again. False if the folder cannot be read.
    /// </summary>
    public static bool TryClear(string folder)
    {
        try
        {
            foreach (var path in Directory.EnumerateFiles(folder, ".*.partial", new EnumerationOptions { AttributesToSkip = 0 }))
                if (!IsHeld(path)) TryDelete(path);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false; // The writing of the mail says what is wrong with the folder.
        }
    }

    public static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is left behind is hidden, and the outcome is decided.
        }
    }

    private static bool IsHeld(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.None);
            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }
}
