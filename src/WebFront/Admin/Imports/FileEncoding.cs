using System.IO.Pipelines;
using System.Text;
using Contacts.WebFront.Pipeline.Calls;

namespace Contacts.WebFront.Admin.Imports;

/// <summary>
/// The character set of an import's file: the declared one, unless a byte order mark of UTF-16 says otherwise. The file is stored in UTF-8,
/// so that work on it can go on from any row.
/// </summary>
internal static class FileEncoding
{
    // UTF-8 is not checked here: what is none costs its row alone.
    private static readonly Encoding _littleEndian = new UnicodeEncoding(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true);
    private static readonly Encoding _bigEndian = new UnicodeEncoding(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true);

    /// <summary>The character set of a name; UTF-8 where there is none, or one that is not accepted.</summary>
    public static Encoding Of(string? name, ref QueryValues values)
    {
        switch (name?.ToLowerInvariant())
        {
            case null or "utf-8": return Encoding.UTF8;
            case "utf-16": return _littleEndian;
            case "windows-1250": return CodePagesEncodingProvider.Instance.GetEncoding(1250)!;
            case "windows-1252": return CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
            default:
                values.Refuse("charset", "must be utf-8, utf-16, windows-1250 or windows-1252");
                return Encoding.UTF8;
        }
    }

    /// <summary>The file in UTF-8. Reading it throws <see cref="DecoderFallbackException"/> if it is not what it says it is.</summary>
    public static async ValueTask<Stream> ToUtf8Async(Stream file, Encoding declared, CancellationToken cancellationToken)
    {
        var reader = PipeReader.Create(file, new StreamPipeReaderOptions(leaveOpen: true));
        var start = (await reader.ReadAtLeastAsync(2, cancellationToken)).Buffer;
        var encoding = Marked(start.FirstSpan) ?? declared;
        reader.AdvanceTo(start.Start);
        return encoding == Encoding.UTF8 ? reader.AsStream() : Encoding.CreateTranscodingStream(reader.AsStream(), encoding, Encoding.UTF8);
    }

    private static Encoding? Marked(ReadOnlySpan<byte> start) => start switch
    {
        [0xFF, 0xFE, ..] => _littleEndian,
        [0xFE, 0xFF, ..] => _bigEndian,
        _ => null,
    };
}
