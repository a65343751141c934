namespace Contacts.Mail.Smtp;

/// <summary>Doubles the dot at the start of a line, so that no line of a content is taken for its end.</summary>
internal static class DotStuffing
{
    /// <summary>The content must have CR LF line ends throughout and end in one.</summary>
    public static ReadOnlyMemory<byte> Apply(ReadOnlySpan<byte> content)
    {
        var stuffed = new MemoryStream(content.Length + 64);
        while (!content.IsEmpty)
        {
            if (content[0] == '.')
                stuffed.WriteByte((byte)'.');
            var length = content.IndexOf((byte)'\n') is var at and >= 0 ? at + 1 : content.Length;
            stuffed.Write(content[..length]);
            content = content[length..];
        }
        return stuffed.GetBuffer().AsMemory(0, (int)stuffed.Length);
    }
}
