namespace Contacts.GeoDatabase;

/// <summary>Finds the country in a record of the layouts in use: GeoLite2 and DB-IP nest it, ip-location-db has it at the top.</summary>
internal static class CountryRecord
{
    private static readonly string[] Codes = [.. from first in Letters() from second in Letters() select $"{first}{second}"];

    /// <summary>Two upper-case letters, or null where the record names no country or something that is no alpha-2 code.</summary>
    public static string? Read(MmdbSection section, int record)
    {
        if (section.TryFind(record, "country"u8, out var country) && section.TryFind(country, "iso_code"u8, out var code)
            && ReadCode(section, code) is { } located)
            return located;
        if (section.TryFind(record, "registered_country"u8, out country) && section.TryFind(country, "iso_code"u8, out code)
            && ReadCode(section, code) is { } registered)
            return registered;
        return section.TryFind(record, "country_code"u8, out code) ? ReadCode(section, code) : null;
    }

    private static string? ReadCode(MmdbSection section, int position)
    {
        if (!section.TryReadText(position, out var text) || text.Length != 2)
            return null;
        var (first, second) = (LetterIndex(text[0]), LetterIndex(text[1]));
        return first < 26 && second < 26 ? Codes[(first * 26) + second] : null;
    }

    private static uint LetterIndex(byte letter) => (uint)((letter & ~0x20) - 'A');

    private static IEnumerable<char> Letters() => Enumerable.Range('A', 26).Select(code => (char)code);
}
