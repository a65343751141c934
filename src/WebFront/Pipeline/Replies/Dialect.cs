namespace Contacts.WebFront.Pipeline.Replies;

/// <summary>The two ways in which errors and field names are spelled.</summary>
internal enum Dialect
{
    /// <summary>Newsletter, support and admin: camelCase fields, errors as an object with code, message and description.</summary>
    Coded,

    /// <summary>Contacts and groups: snake_case fields, errors as one sentence.</summary>
    Plain,
}

/// <summary>Which dialect a path speaks, also where no route is behind it.</summary>
internal static class Dialects
{
    public static Dialect Of(PathString path) =>
        StartsWith(path, "/api/v1/contacts") || StartsWith(path, "/api/v1/groups") ? Dialect.Plain : Dialect.Coded;

    private static bool StartsWith(PathString path, string prefix) =>
        path.Value is { } value && value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase);
}
