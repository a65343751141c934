using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Contacts.Core.Erasure;

/// <summary>
/// A line of the log of erasures. Like <see cref="ErasureRow"/> it does not say who the person was: the hashes need the key of the
/// database.
/// </summary>
public sealed record ErasureLogEntry
{
    public required string EraseId { get; init; }

    /// <summary>Slug.</summary>
    public required string Organisation { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>External ids.</summary>
    public required ImmutableArray<string> ContactIds { get; init; }

    /// <summary>Those of the addresses and numbers, hexadecimal.</summary>
    public required ImmutableArray<string> Hashes { get; init; }

    public required bool Suppress { get; init; }

    public required TicketErasure Tickets { get; init; }

    public static ErasureLogEntry Of(string organisation, ErasureRow row) => new()
    {
        EraseId = row.EraseId, Organisation = organisation, At = row.At, ContactIds = row.ContactIds, Hashes = row.Hashes,
        Suppress = row.Suppress, Tickets = row.Tickets,
    };

    /// <summary>UTF-8 JSON with the end of the line.</summary>
    public byte[] ToLine() => [.. JsonSerializer.SerializeToUtf8Bytes(this, ErasureLogJson.Default.ErasureLogEntry), (byte)'\n'];

    /// <summary>Reads a line; false where it is none, such as one that was cut off.</summary>
    public static bool TryRead(string line, [NotNullWhen(true)] out ErasureLogEntry? entry)
    {
        try
        {
            entry = JsonSerializer.Deserialize(line, ErasureLogJson.Default.ErasureLogEntry);
            return entry is { ContactIds.IsDefault: false, Hashes.IsDefault: false };
        }
        catch (JsonException)
        {
            entry = null;
            return false;
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, Converters = [typeof(JsonStringEnumConverter<TicketErasure>)])]
[JsonSerializable(typeof(ErasureLogEntry))]
internal sealed partial class ErasureLogJson : JsonSerializerContext;
