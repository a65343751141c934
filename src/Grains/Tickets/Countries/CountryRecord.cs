namespace Contacts.Grains.Tickets.Countries;

/// <summary>Finds the country in a record of the layouts in use: GeoLite2 and DB-IP nest it, ip-location-db has it at the top.</summary>
internal static class CountryRecord
{
    /// <summary>Two upper-case letters, or null where the record names no country or something that is no alpha-2 code.</summary>
    public static string? CountryOrNull(object? record) =>
        NestedCode(record, "country") ?? NestedCode(record, "registered_country") ?? Code(record, "country_code");

    private static string? NestedCode(object? record, string field) => Code(FieldOrNull(record, field), "iso_code");

    private static string? Code(object? record, string field) =>
        FieldOrNull(record, field) is string { Length: 2 } code && code.All(char.IsAsciiLetter) ? code.ToUpperInvariant() : null;

    private static object? FieldOrNull(object? record, string field) =>
        record is Dictionary<string, object> fields ? fields.GetValueOrDefault(field) : null;
}
