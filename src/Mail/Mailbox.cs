using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Contacts.Mail;

/// <summary>
/// An address and the name shown with it. The address is a dot-atom local part (at most 64 octets; letters beyond ASCII need SMTPUTF8 on
/// the way) and an ASCII domain, at most 254 octets in all; anything else is refused with an <see cref="ArgumentException"/>. The name
/// may be any text: control characters in it become spaces when it is written.
/// </summary>
public sealed record Mailbox
{
    public Mailbox(string address, string? name = null)
    {
        if (!IsValidAddress(address))
            throw new ArgumentException("The address is not one that mail can be sent to.", nameof(address));
        Address = address;
        Name = string.IsNullOrWhiteSpace(name) ? null : name;
    }

    public string Address { get; }

    public string? Name { get; }

    /// <summary>Whether the local part has characters that only SMTPUTF8 servers take.</summary>
    public bool NeedsSmtpUtf8 => !Ascii.IsValid(Address);

    /// <summary>Whether a text can be the address of a mailbox.</summary>
    public static bool IsValidAddress([NotNullWhen(true)] string? address)
    {
        // The last @, though a dot-atom cannot hold another one anyway.
        var at = address?.LastIndexOf('@') ?? -1;
        return at > 0 && Encoding.UTF8.GetByteCount(address!) <= 254
            && Encoding.UTF8.GetByteCount(address!.AsSpan(0, at)) <= 64
            && IsDotAtom(address.AsSpan(0, at), allowUnicode: true) && IsDomain(address.AsSpan(at + 1));
    }

    /// <summary>Reads <c>address</c>, <c>&lt;address&gt;</c> or <c>Name &lt;address&gt;</c>, with the name in quotes or without.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Mailbox? mailbox)
    {
        var trimmed = text.AsSpan().Trim();
        var open = trimmed.LastIndexOf('<');
        var angled = open >= 0 && trimmed[^1] == '>';
        var address = (angled ? trimmed[(open + 1)..^1] : trimmed).ToString();
        var name = angled ? trimmed[..open].Trim() : default;
        if (name.Length >= 2 && name[0] == '"' && name[^1] == '"')
            name = name[1..^1].ToString().Replace("\\\"", "\"").Replace("\\\\", "\\");
        mailbox = IsValidAddress(address) ? new Mailbox(address, name.ToString()) : null;
        return mailbox is not null;
    }

    internal static bool IsDotAtom(ReadOnlySpan<char> text, bool allowUnicode)
    {
        if (text.IsEmpty || text[0] == '.' || text[^1] == '.' || text.Contains("..", StringComparison.Ordinal))
            return false;
        while (!text.IsEmpty)
        {
            // A lone surrogate has no UTF-8 form and ends the loop here.
            if (Rune.DecodeFromUtf16(text, out var rune, out var length) != OperationStatus.Done)
                return false;
            if (rune.Value != '.' && !(rune.IsAscii ? IsAtomCharacter((char)rune.Value) : allowUnicode && IsVisible(rune)))
                return false;
            text = text[length..];
        }
        return true;
    }

    private static bool IsAtomCharacter(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".Contains(c);

    private static bool IsVisible(Rune rune) =>
        rune != Rune.ReplacementChar
        && (Rune.IsLetterOrDigit(rune) || Rune.IsSymbol(rune) || Rune.IsPunctuation(rune)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark);

    private static bool IsDomain(ReadOnlySpan<char> domain)
    {
        if (domain.IsEmpty)
            return false;
        foreach (var range in domain.Split('.'))
        {
            var label = domain[range];
            if (label.Length is 0 or > 63 || label[0] == '-' || label[^1] == '-')
                return false;
            foreach (var c in label)
            {
                if (!char.IsAsciiLetterOrDigit(c) && c != '-')
                    return false;
            }
        }
        return true;
    }
}
