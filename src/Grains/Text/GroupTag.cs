namespace Contacts.Grains.Text;

/// <summary>The name of a group as a sign-up gives it.</summary>
public static class GroupTag
{
    /// <summary>The most characters (Unicode code points, counted after cleaning).</summary>
    public const int Limit = 64;

    /// <summary>Cleans a tag as <see cref="InputText"/> does. An empty result without an error is a blank tag, to be left out.</summary>
    public static InputTextError Clean(string? text, out string tag) => InputText.Clean(text, Limit, out tag);

    /// <summary>Two tags with the same key are the same group.</summary>
    public static string Key(string tag) => TextFolding.CaseKey(tag);
}
