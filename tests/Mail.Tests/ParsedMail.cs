using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Contacts.Mail.Tests;

/// <summary>
/// A reader of its own, written from the standards and not from the writer: unfolds fields, decodes encoded words and bodies, and checks on
/// the way every limit that a line, a field or an encoded word has.
/// </summary>
internal sealed partial class ParsedMail
{
    private ParsedMail(List<(string Name, string Value)> fields, string body)
    {
        Fields = fields;
        Body = body;
    }

    public List<(string Name, string Value)> Fields { get; }

    public string Body { get; }

    public string Subject => DecodeText(Field("Subject"));

    public string Field(string name) => Assert.Single(Fields, field => field.Name == name).Value;

    public (string Name, string Address) Mailbox(string field)
    {
        var value = Field(field);
        if (!value.EndsWith('>'))
            return ("", value);
        var open = value.LastIndexOf('<');
        return (DecodePhrase(value[..open].Trim()), value[(open + 1)..^1]);
    }

    public static ParsedMail Read(byte[] bytes)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        Assert.DoesNotMatch(@"\r(?!\n)|(?<!\r)\n", text);
        Assert.EndsWith("\r\n", text);
        var lines = text.Split("\r\n");
        Assert.All(lines, line => Assert.True(line.Length <= 998));

        var end = Array.IndexOf(lines, "");
        var fields = Unfold(lines[..end]);
        var encoding = fields.Single(field => field.Name == "Content-Transfer-Encoding").Value;
        return new ParsedMail(fields, DecodeBody(encoding, lines[(end + 1)..]));
    }

    private static List<(string Name, string Value)> Unfold(string[] lines)
    {
        var fields = new List<(string Name, string Value)>();
        foreach (var line in lines)
        {
            Assert.DoesNotMatch(@"[\x00-\x08\x0A-\x1F\x7F]", line);
            Assert.False(string.IsNullOrWhiteSpace(line));
            if (line.Contains("=?"))
                Assert.True(line.Length <= 76, line);
            // Only a word that cannot be folded may be longer than it should be.
            var text = line[0] == ' ' ? line[1..] : line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..];
            Assert.True(line.Length <= 78 || !text.Contains(' '), line);
            if (line[0] is ' ' or '\t')
            {
                fields[^1] = (fields[^1].Name, fields[^1].Value + line);
                continue;
            }
            var match = FieldLine().Match(line);
            Assert.True(match.Success, line);
            fields.Add((match.Groups[1].Value, match.Groups[2].Value));
        }
        return fields;
    }

    /// <summary>Words that may be in quotes, encoded, or neither.</summary>
    private static string DecodePhrase(string phrase) => string.Concat(PhraseWords().Matches(phrase).Select(
        word => word.Value.StartsWith('"') ? Regex.Replace(word.Value[1..^1], @"\\(.)", "$1") : DecodeText(word.Value)));

    public static string DecodeText(string value)
    {
        // White space between two encoded words is no part of the text.
        var joined = Regex.Replace(value, @"(=\?[^ ?]+\?[QqBb]\?[^ ?]*\?=)\s+(?==\?)", "$1");
        return EncodedWord().Replace(joined, match =>
        {
            Assert.True(match.Length <= 75, match.Value);
            var encoded = match.Groups[2].Value;
            var bytes = match.Groups[1].Value is "B" or "b" ? Convert.FromBase64String(encoded) : DecodeQuoted(encoded.Replace('_', ' '));
            // Throws where a word ends inside a character.
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
        });
    }

    private static string DecodeBody(string encoding, string[] lines)
    {
        Assert.All(lines, line => Assert.True(line.Length <= 76 && Ascii.IsValid(line), line));
        if (encoding == "base64")
            return Encoding.UTF8.GetString(Convert.FromBase64String(string.Concat(lines)));
        Assert.Equal("quoted-printable", encoding);
        Assert.All(lines, line => Assert.False(line.EndsWith(' ') || line.EndsWith('\t')));
        var text = string.Join("\r\n", lines).Replace("=\r\n", "");
        return Encoding.UTF8.GetString(DecodeQuoted(text));
    }

    private static byte[] DecodeQuoted(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '=')
            {
                bytes.Add((byte)text[i]);
                continue;
            }
            bytes.Add(byte.Parse(text.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            i += 2;
        }
        return [.. bytes];
    }

    [GeneratedRegex(@"^([A-Za-z-]+):(?: (.*))?$")]
    private static partial Regex FieldLine();

    [GeneratedRegex("""
        "(\\.|[^"\\])*"|[^"]+
        """)]
    private static partial Regex PhraseWords();

    [GeneratedRegex(@"=\?utf-8\?([QqBb])\?([^ ?]*)\?=")]
    private static partial Regex EncodedWord();
}
