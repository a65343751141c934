using System.Globalization;

namespace Contacts.WebFront.Admin.Imports;

/// <summary>The most bytes of an import's file.</summary>
public sealed record ImportLimit(long Bytes)
{
    public const string Setting = "Contacts:Import:MaxBytes";
    public const string Accepted = "a number of bytes, at least 1";

    private const long Usual = 1L << 30;

    /// <summary>Null if the setting is wrong; <paramref name="text"/> is what it says.</summary>
    public static ImportLimit? ReadOrNull(IConfiguration configuration, out string? text)
    {
        text = configuration[Setting];
        if (string.IsNullOrWhiteSpace(text)) return new(Usual);
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) && bytes > 0 ? new(bytes) : null;
    }
}
