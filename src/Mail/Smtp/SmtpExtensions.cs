namespace Contacts.Mail.Smtp;

/// <summary>What a server announces after EHLO. <paramref name="SizeLimit"/> is in bytes, 0 where there is none.</summary>
internal sealed record SmtpExtensions(
    bool StartTls, bool SmtpUtf8, bool EightBitMime, bool Size, long SizeLimit, IReadOnlyList<string> Logins)
{
    public static readonly SmtpExtensions None = new(false, false, false, false, 0, []);

    /// <summary>The first line of the reply is the greeting. Old servers write <c>AUTH=LOGIN</c>.</summary>
    public static SmtpExtensions Parse(SmtpReply reply)
    {
        var announced = new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in reply.Lines.Skip(1))
        {
            var words = line.Split([' ', '='], StringSplitOptions.RemoveEmptyEntries);
            if (words.Length > 0)
                announced[words[0]] = [.. announced.GetValueOrDefault(words[0], []), .. words[1..]];
        }
        var size = announced.GetValueOrDefault("SIZE", []);
        return new SmtpExtensions(
            announced.ContainsKey("STARTTLS"),
            announced.ContainsKey("SMTPUTF8"),
            announced.ContainsKey("8BITMIME"),
            announced.ContainsKey("SIZE"),
            size.Length > 0 && long.TryParse(size[0], out var limit) && limit > 0 ? limit : 0,
            announced.GetValueOrDefault("AUTH", []));
    }

    public bool OffersLogin(string mechanism) => Logins.Contains(mechanism, StringComparer.OrdinalIgnoreCase);
}
