namespace Contacts.GeoDatabase.Tests;

/// <summary>Records shaped as the databases in use shape them.</summary>
internal static class Layouts
{
    public static Dictionary<string, object> Flat(string country) => new() { ["country_code"] = country };

    public static Dictionary<string, object> GeoLite2(string? country, string? registered = null)
    {
        var record = new Dictionary<string, object>
        {
            ["continent"] = new Dictionary<string, object> { ["code"] = "EU", ["geoname_id"] = 6255148u, ["names"] = Names("Europe") },
        };
        if (country is not null)
            record["country"] = Country(country);
        if (registered is not null)
            record["registered_country"] = Country(registered);
        record["location"] = new Dictionary<string, object> { ["latitude"] = 50.08, ["longitude"] = 14.42, ["metro_code"] = (ushort)1 };
        record["subdivisions"] = new List<object> { new Dictionary<string, object> { ["iso_code"] = "10" }, "text" };
        return record;
    }

    private static Dictionary<string, object> Country(string code) => new()
    {
        ["geoname_id"] = 3077311u,
        ["is_in_european_union"] = true,
        ["iso_code"] = code,
        ["names"] = Names($"the country {code}, whose name is written out so that its length takes another byte"),
    };

    private static Dictionary<string, object> Names(string name) => new() { ["de"] = name, ["en"] = name, ["ja"] = "チェコ" + name };
}
