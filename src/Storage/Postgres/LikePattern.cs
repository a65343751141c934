namespace Contacts.Storage.Postgres;

/// <summary>LIKE patterns with \ as the escape character.</summary>
internal static class LikePattern
{
    /// <summary>Matches what contains a text as it stands; null for null.</summary>
    public static string? Containing(string? text) =>
        text is null ? null : $"%{text.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_")}%";
}
