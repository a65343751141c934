using System.Text.Json;
using Npgsql;

namespace Contacts.Testing.Workload;

/// <summary><paramref name="Fields"/> are named and written as in the history; groups are apart.</summary>
public sealed record StoredContact(long Id, string ExternalId, string? EmailKey, long? MergedInto, long[] Groups,
    Dictionary<string, string> Fields)
{
    public static StoredContact Read(NpgsqlDataReader row)
    {
        var groups = row.GetFieldValue<long[]>(11);
        return new(row.GetInt64(0), row.GetString(1), Text(row, 3), row.IsDBNull(10) ? null : row.GetInt64(10), groups, new()
        {
            ["email"] = Written(Text(row, 2)), ["phone"] = Written(Text(row, 4)), ["firstName"] = Written(row.GetString(5)),
            ["lastName"] = Written(row.GetString(6)), ["company"] = Written(row.GetString(7)),
            ["emailSubscribed"] = Written(row.GetBoolean(8)),
            ["smsSubscribed"] = Written(row.GetBoolean(9)),
        });
    }

    /// <summary>What a contact is before its history begins.</summary>
    public static Dictionary<string, string> Nothing() => new()
    {
        ["email"] = "null", ["phone"] = "null", ["firstName"] = Written(""), ["lastName"] = Written(""), ["company"] = Written(""),
        ["emailSubscribed"] = Written(false), ["smsSubscribed"] = Written(false),
    };

    public static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private static string Written<T>(T value) => JsonSerializer.Serialize(value);
}

/// <summary>One entry of a contact's history: values by field, as JSON without white space; groups are apart.</summary>
public sealed record StoredEvent(long ContactId, string Kind, string? Reason, Dictionary<string, string> Before,
    Dictionary<string, string> After)
{
    public long[] GroupsLeft { get; } = TakeGroups(Before);

    public long[] GroupsJoined { get; } = TakeGroups(After);

    public static StoredEvent Read(NpgsqlDataReader row) =>
        new(row.GetInt64(0), row.GetString(1), StoredContact.Text(row, 2), Fields(StoredContact.Text(row, 3)),
            Fields(StoredContact.Text(row, 4)));

    private static long[] TakeGroups(Dictionary<string, string> fields) =>
        fields.Remove("groups", out var ids) ? JsonSerializer.Deserialize<long[]>(ids) ?? [] : [];

    private static Dictionary<string, string> Fields(string? json)
    {
        if (json is null) return [];
        using var fields = JsonDocument.Parse(json);
        return fields.RootElement.EnumerateObject().ToDictionary(field => field.Name, field => JsonSerializer.Serialize(field.Value));
    }
}

public sealed record StoredMerge(string Id, long Survivor, long Legacy, bool IsUndone)
{
    public static StoredMerge Read(NpgsqlDataReader row) => new(row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetBoolean(3));
}

/// <summary><paramref name="MailState"/> is null where there is no mail, 0 queued, 1 sent, 2 failed.</summary>
public sealed record StoredTicket(long Number, string Subject, long? ContactId, short? MailState)
{
    public static StoredTicket Read(NpgsqlDataReader row) => new(
        row.GetInt64(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetInt64(2), row.IsDBNull(3) ? null : row.GetInt16(3));
}
