using System.Text;

namespace Contacts.GeoDatabase;

/// <summary>The part of a database's metadata that a lookup needs, already checked against the format.</summary>
internal sealed record MmdbMetadata(int NodeCount, int RecordSize, int IpVersion, string DatabaseType, DateTimeOffset BuiltAt)
{
    private const int MaximumMetadataSize = 128 * 1024;

    private static readonly byte[] Marker = [0xAB, 0xCD, 0xEF, .. "MaxMind.com"u8];

    /// <summary>The metadata after the last marker of the file, and where that marker starts: the data section ends there.</summary>
    public static MmdbMetadata Read(ReadOnlySpan<byte> file, out int markerAt)
    {
        var searched = Math.Max(0, file.Length - MaximumMetadataSize - Marker.Length);
        markerAt = file[searched..].LastIndexOf(Marker);
        if (markerAt < 0)
            throw new MalformedDataException("it is no MaxMind database, or it is cut off: the metadata marker is missing");
        markerAt += searched;

        var section = new MmdbSection(file[(markerAt + Marker.Length)..]);
        var major = ReadNumber(section, "binary_format_major_version"u8);
        if (major != 2)
            throw new MalformedDataException($"format version {major} is not supported, only version 2 is");
        return new MmdbMetadata(
            (int)ReadNumber(section, "node_count"u8, 1, int.MaxValue),
            (int)ReadOneOf(section, "record_size"u8, 24, 28, 32),
            (int)ReadOneOf(section, "ip_version"u8, 4, 6),
            section.TryFind(0, "database_type"u8, out var at) && section.TryReadText(at, out var type) ? Encoding.UTF8.GetString(type) : "",
            ReadBuildTime(section));
    }

    private static DateTimeOffset ReadBuildTime(MmdbSection section)
    {
        const ulong EndOfYear9999 = 253_402_300_799;
        if (!section.TryFind(0, "build_epoch"u8, out var at) || !section.TryReadUnsigned(at, out var seconds))
            return DateTimeOffset.UnixEpoch;
        return DateTimeOffset.FromUnixTimeSeconds((long)Math.Min(seconds, EndOfYear9999));
    }

    private static ulong ReadOneOf(MmdbSection section, ReadOnlySpan<byte> key, params ReadOnlySpan<ulong> accepted)
    {
        var value = ReadNumber(section, key);
        return accepted.Contains(value)
            ? value
            : throw new MalformedDataException($"metadata field {Encoding.ASCII.GetString(key)} has the unsupported value {value}");
    }

    private static ulong ReadNumber(MmdbSection section, ReadOnlySpan<byte> key, ulong least = 0, ulong most = ulong.MaxValue)
    {
        if (section.TryFind(0, key, out var at) && section.TryReadUnsigned(at, out var value) && value >= least && value <= most)
            return value;
        throw new MalformedDataException($"metadata field {Encoding.ASCII.GetString(key)} is missing or out of range");
    }
}
