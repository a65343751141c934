using System.Text;

namespace Contacts.Mail.Tests;

/// <summary>Texts made of everything that has ever broken a mail, and what is to be left of them.</summary>
internal static class RandomText
{
    private static readonly string[] Pieces =
    [
        "a", "word", " ", "  ", "\t", "=", "=?", "?=", "_", "\"", "\\", "<x@y.cz>", ",", ":", ".", "..", "From ", "ě", "ž", "ß",
        "日", "本", "😀", "👩‍💻", "e\u0301", "\u0000", "\u0007", "\u001b", "\u007f", "\u0085", "\u2028", "\ud83d", "\u202e", "\ufeff",
        "longlonglonglonglonglonglonglonglong",
    ];

    private static readonly string[] LineEnds = ["\r", "\n", "\r\n"];

    public static string Line(Random random) => Make(random, random.Next(1, 60), lineEnds: 0.05);

    public static string Lines(Random random) => Make(random, random.Next(0, 300), lineEnds: 0.2);

    public static string AsHeader(string text)
    {
        var cleaned = text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c);
        return AsUtf8(new string([.. cleaned])).Trim(' ');
    }

    public static string AsBody(string text)
    {
        var lines = AsUtf8(text).Replace("\r\n", "\n").Replace('\r', '\n').Replace("\n", "\r\n");
        return lines.EndsWith('\n') ? lines : lines + "\r\n";
    }

    private static string AsUtf8(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string Make(Random random, int pieces, double lineEnds)
    {
        var text = new StringBuilder("x");
        for (var i = 0; i < pieces; i++)
            text.Append(random.NextDouble() < lineEnds ? LineEnds[random.Next(LineEnds.Length)] : Pieces[random.Next(Pieces.Length)]);
        return text.ToString();
    }
}
