using System.Net;
using System.Net.Sockets;

namespace Contacts.GeoDatabase;

/// <summary>
/// A MaxMind-format (.mmdb, version 2) country database held in memory; immutable and safe for any number of threads. A damaged file is
/// refused when it is opened: every path of the search tree and every record it leads to is checked there, so that a lookup never throws.
/// Files up to 2 GB.
/// </summary>
public sealed class CountryDatabase
{
    private readonly SearchTree _tree;
    private readonly Dictionary<int, string?> _countries;

    private CountryDatabase(byte[] file)
    {
        var metadata = MmdbMetadata.Read(file, out var dataEnd);
        _tree = new SearchTree(file, metadata, dataEnd);
        _countries = ReadCountries(new MmdbSection(file.AsSpan(_tree.DataStart..dataEnd)), _tree.CheckAndCollect());
        if (_countries.Count > 0 && _countries.Values.All(country => country is null))
            throw new MalformedDataException($"it holds no countries (its type is '{metadata.DatabaseType}')");
        DatabaseType = metadata.DatabaseType;
        BuiltAt = metadata.BuiltAt;
    }

    /// <summary>What the file calls itself, such as <c>GeoLite2-Country</c>.</summary>
    public string DatabaseType { get; }

    /// <summary>When the file was built, as it says itself.</summary>
    public DateTimeOffset BuiltAt { get; }

    /// <summary>
    /// Reads a file once. Throws <see cref="GeoDatabaseException"/> where it is missing, unreadable, damaged or without countries.
    /// </summary>
    public static CountryDatabase Open(string path)
    {
        using var file = DatabaseFile.Open(path);
        return file.Load();
    }

    /// <summary>
    /// As <see cref="Open"/>, of bytes that must not change afterwards; <paramref name="name"/> is what a failure calls them.
    /// </summary>
    public static CountryDatabase FromBytes(byte[] content, string name)
    {
        try
        {
            return new CountryDatabase(content);
        }
        catch (MalformedDataException e)
        {
            throw new GeoDatabaseException(name, e.Message, e);
        }
    }

    /// <summary>
    /// The ISO 3166 alpha-2 code in upper case: where the address is, else where its network is registered. Null where the database does
    /// not know, which includes every IPv6 address in an IPv4 database. IPv4-mapped IPv6 counts as IPv4. Allocates nothing.
    /// </summary>
    public string? FindCountry(IPAddress address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out var length);
        bytes = bytes[..length];
        if (address.AddressFamily == AddressFamily.InterNetworkV6 && address.IsIPv4MappedToIPv6)
            bytes = bytes[12..];
        if (bytes.Length * 8 > _tree.Bits)
            return null;
        var offset = _tree.Find(bytes);
        return offset < 0 ? null : _countries[offset];
    }

    private static Dictionary<int, string?> ReadCountries(MmdbSection section, IReadOnlySet<int> offsets)
    {
        var countries = new Dictionary<int, string?>(offsets.Count);
        foreach (var offset in offsets)
            countries.Add(offset, CountryRecord.Read(section, offset));
        return countries;
    }
}
