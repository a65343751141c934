namespace Contacts.WebFront.Admin;

/// <summary>Checks that required texts are there.</summary>
internal static class Required
{
    /// <summary>The name of the first blank one; null where all are there.</summary>
    public static string? FirstMissing(params ReadOnlySpan<(string Name, string? Value)> fields)
    {
        foreach (var (name, value) in fields)
            if (string.IsNullOrWhiteSpace(value))
                return name;
        return null;
    }
}
