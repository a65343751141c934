namespace Orleans.Runtime;

/// <summary>Values that travel with calls, from caller to grain and on, never back.</summary>
public static class RequestContext
{
    /// <summary>The keys that are set.</summary>
    public static IEnumerable<string> Keys => CallContext.Current?.Values?.Keys ?? Enumerable.Empty<string>();

    /// <summary>The value, or null.</summary>
    public static object? Get(string key) => CallContext.Current?.Values?.GetValueOrDefault(key);

    /// <summary>Sets a value for the calls that this flow of control makes from here on.</summary>
    public static void Set(string key, object value) =>
        Replace(new Dictionary<string, object>(CallContext.Current?.Values ?? []) { [key] = value });

    /// <summary>Removes a value; false where there was none.</summary>
    public static bool Remove(string key)
    {
        if (CallContext.Current?.Values is not { } values || !values.ContainsKey(key)) return false;
        var rest = new Dictionary<string, object>(values);
        rest.Remove(key);
        Replace(rest.Count == 0 ? null : rest);
        return true;
    }

    /// <summary>Removes all values.</summary>
    public static void Clear() => Replace(null);

    // The dictionaries are never changed in place: calls already made keep theirs.
    private static void Replace(Dictionary<string, object>? values) =>
        CallContext.Current = new CallContext { Values = values, Request = CallContext.Current?.Request };
}
