namespace Contacts.Core.Text;

/// <summary>Cuts texts that are only shown or noted, whatever their length. PostgreSQL refuses half of a surrogate pair.</summary>
public static class Clipping
{
    /// <summary>The beginning of a text: at most so many UTF-16 units, and never the first half of a surrogate pair alone.</summary>
    public static string Clip(string text, int limit) =>
        text.Length <= limit ? text : text[..(char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit)];
}
