using System.Net;
using System.Net.Sockets;
using MaxMind.Db;

namespace Contacts.Grains.Tickets.Countries;

/// <summary>
/// A country database of the MaxMind format (.mmdb, version 2), held in memory outside the managed heap. Lookups may run at the same time,
/// but none while it is disposed.
/// </summary>
public sealed class CountryDatabase : IDisposable
{
    private readonly Reader _reader;

    private CountryDatabase(Reader reader)
    {
        var metadata = reader.Metadata;
        if (metadata.BinaryFormatMajorVersion != 2 || metadata.IPVersion is not (4 or 6))
            throw new InvalidDatabaseException($"version {metadata.BinaryFormatMajorVersion} for IPv{metadata.IPVersion} is not supported");
        (_reader, DatabaseType, BuiltAt) = (reader, metadata.DatabaseType, metadata.BuildDate);
    }

    /// <summary>What the database calls itself, such as <c>GeoLite2-Country</c>.</summary>
    public string DatabaseType { get; }

    /// <summary>When the database was built, as it says itself.</summary>
    public DateTime BuiltAt { get; }

    /// <summary>
    /// Reads a seekable stream to its end and visits every network. Throws <see cref="CountryDatabaseException"/> if the database is
    /// damaged or has no countries.
    /// </summary>
    public static CountryDatabase Read(Stream content)
    {
        var database = ReadUnchecked(content);
        try
        {
            database.Check(mostNetworks: content.Length);
            return database;
        }
        catch (Exception e)
        {
            database.Dispose();
            if (IsDamage(e)) throw Unusable(e);
            throw;
        }
    }

    /// <summary>As <see cref="Read"/>, of a database that is known to be whole: no network is visited.</summary>
    public static CountryDatabase ReadUnchecked(Stream content)
    {
        Reader? reader = null;
        try
        {
            return new CountryDatabase(reader = new Reader(content));
        }
        catch (Exception e) when (IsDamage(e))
        {
            reader?.Dispose();
            throw Unusable(e);
        }
    }

    /// <summary>As <see cref="ICountries.FindOrNullAsync"/>. What cannot be read is an unknown country.</summary>
    public string? FindOrNull(IPAddress address)
    {
        // In a tree for IPv4 the reader would follow the first 32 bits.
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && _reader.Metadata.IPVersion == 4) return null;
        try
        {
            return CountryRecord.CountryOrNull(_reader.Find<object>(address));
        }
        catch (Exception e) when (IsDamage(e))
        {
            return null;
        }
    }

    public void Dispose() => _reader.Dispose();

    /// <summary>
    /// A node takes six bytes or more and has two networks at the most. GeoLite2 leads to those of IPv4 on four ways; a damaged tree may
    /// lead to some on so many that the visit would not end.
    /// </summary>
    private void Check(long mostNetworks)
    {
        var (networks, hasCountries) = (0L, false);
        foreach (var network in _reader.FindAll<object>())
        {
            if (++networks > mostNetworks) throw new InvalidDatabaseException("it has more networks than there is room for");
            hasCountries = hasCountries || CountryRecord.CountryOrNull(network.Data) is not null;
        }
        if (!hasCountries) throw new InvalidDatabaseException($"it has no countries (its type is '{DatabaseType}')");
    }

    private static CountryDatabaseException Unusable(Exception problem) => new($"it cannot be used: {problem.Message}", problem);

    /// <summary>What the reader throws, beside exceptions of its own, depends on what damaged bytes seem to be.</summary>
    private static bool IsDamage(Exception e) => e is not (IOException or OutOfMemoryException);
}

/// <summary>A country database that cannot be used. The message says what is wrong with the file, without its name.</summary>
public sealed class CountryDatabaseException(string problem, Exception? inner = null) : Exception(problem, inner);

/// <summary>Finds the country in a record of the layouts in use: GeoLite2 and DB-IP nest it, ip-location-db has it at the top.</summary>
internal static class CountryRecord
{
    /// <summary>Two upper-case letters, or null if the record names no country or something that is no alpha-2 code.</summary>
    public static string? CountryOrNull(object? record) =>
        NestedCode(record, "country") ?? NestedCode(record, "registered_country") ?? Code(record, "country_code");

    private static string? NestedCode(object? record, string field) => Code(FieldOrNull(record, field), "iso_code");

    private static string? Code(object? record, string field) =>
        FieldOrNull(record, field) is string { Length: 2 } code && code.All(char.IsAsciiLetter) ? code.ToUpperInvariant() : null;

    private static object? FieldOrNull(object? record, string field) =>
        record is Dictionary<string, object> fields ? fields.GetValueOrDefault(field) : null;
}
