using System.Text;

namespace Contacts.Grains.Tests.Text;

/// <summary>Reads fixtures, and makes random texts of every plane of Unicode, halves of surrogate pairs included.</summary>
internal static class Fixture
{
    // Where most of what can go wrong is: ASCII, Latin, marks, Greek, Hebrew, Arabic, jamo, punctuation, compatibility forms.
    private static readonly (int From, int To)[] _areas =
    [
        (0x20, 0x7E), (0x20, 0x7E), (0x61, 0x7A), (0x00, 0xFF), (0xA0, 0x24F), (0x300, 0x36F), (0x370, 0x3FF), (0x590, 0x6FF),
        (0x900, 0xE7F),
        (0x1100, 0x11FF), (0x1E00, 0x1FFF), (0x2000, 0x206F), (0x2100, 0x218F), (0x3000, 0x30FF), (0xAC00, 0xD7A3), (0xD800, 0xDFFF),
        (0xF900, 0xFFFF), (0x10000, 0x1FFFF), (0, 0x10FFFF),
    ];

    public static IEnumerable<string[]> Rows(string lines) => lines.Split('\n').Select(line => line.Split(';'));

    public static string FromHex(string points) =>
        string.Concat(points.Split(' ').Select(point => char.ConvertFromUtf32(Convert.ToInt32(point, 16))));

    public static string RandomText(Random random, int longest)
    {
        var text = new StringBuilder();
        for (var length = random.Next(longest + 1); length > 0; length--)
        {
            var (from, to) = _areas[random.Next(_areas.Length)];
            var item = random.Next(from, to + 1);
            if (item > 0xFFFF) text.Append(char.ConvertFromUtf32(item));
            else text.Append((char)item);
        }
        return text.ToString();
    }
}
