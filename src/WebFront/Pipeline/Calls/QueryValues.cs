using System.Globalization;
using Contacts.WebFront.Pipeline.Json;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Pipeline.Calls;

/// <summary>
/// Reads query parameters; a blank one is absent, of several the first counts. A value of the wrong kind is remembered in
/// <see cref="Problem"/> (the first one) and read as absent.
/// </summary>
internal struct QueryValues(IQueryCollection query)
{
    public const int MaxPageSize = 100;

    private const string NotPositive = "must be a positive integer";

    /// <summary>The failure of a sentence like `"page" must be a positive integer`; null if all is right.</summary>
    public Failure? Problem { get; private set; }

    /// <summary>The page as it was asked for; what <see cref="Page"/> has read.</summary>
    public long AskedPage { get; private set; } = 1;

    /// <summary>Trimmed text.</summary>
    public string? Text(string name)
    {
        var value = query.TryGetValue(name, out var values) && values.Count > 0 ? values[0] : null;
        if (string.IsNullOrWhiteSpace(value))
            return null;
        if (!value.Contains('\0'))
            return value.Trim();
        Refuse(name, RecordIdConverter.Rule);
        return null;
    }

    /// <summary>The same, but empty where the parameter is given and blank.</summary>
    public string? TextOrEmpty(string name) => Text(name) ?? (query.ContainsKey(name) ? "" : null);

    /// <summary>A page from 1 on; far beyond the last one is an empty page.</summary>
    public int Page()
    {
        AskedPage = Positive("page", 1) ?? RefusePage();
        return (int)Math.Min(AskedPage, int.MaxValue);
    }

    /// <summary>Items per page; over 100 is 100.</summary>
    public int PageSize(string name, int usual) => (int)Math.Min(Positive(name, usual) ?? MaxPageSize, MaxPageSize);

    public long? Integer(string name)
    {
        if (Text(name) is not { } text)
            return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value))
            return value;
        Refuse(name, "must be an integer");
        return null;
    }

    public bool? ZeroOrOne(string name)
    {
        var text = Text(name);
        if (text is not (null or "0" or "1"))
            Refuse(name, "must be 0 or 1");
        return text is null ? null : text == "1";
    }

    public bool? Boolean(string name)
    {
        var text = Text(name)?.ToLowerInvariant();
        if (text is not (null or "true" or "false"))
            Refuse(name, "must be true or false");
        return text is null ? null : text == "true";
    }

    /// <summary>One of the names of an enumeration, in any case.</summary>
    public T? OneOf<T>(string name)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
            return null;
        foreach (var value in Enum.GetValues<T>())
            if (string.Equals(value.ToString(), text, StringComparison.OrdinalIgnoreCase))
                return value;
        Refuse(name, $"must be one of {string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant()}");
        return null;
    }

    public void Refuse(string name, string rule) => Refuse($"\"{name}\" {rule}");

    public void Refuse(string sentence) => Problem ??= Failure.Invalid(sentence);

    /// <summary>Null if the integer is beyond 64 bits.</summary>
    private long? Positive(string name, int usual)
    {
        if (Text(name) is not { } text)
            return usual;
        if (IsDigits(text) && text.AsSpan().TrimStart('0') is { Length: > 0 } digits)
            return long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value) ? value : null;
        Refuse(name, NotPositive);
        return usual;
    }

    private long RefusePage()
    {
        Refuse("page", NotPositive);
        return 1;
    }

    private static bool IsDigits(string text) => !text.AsSpan().ContainsAnyExceptInRange('0', '9');
}
