namespace Contacts.Core.Text;

/// <summary>The name of a group where a contact is given its groups by name.</summary>
public static class GroupTag
{
    /// <summary>
    /// The most characters (Unicode code points, counted after cleaning) in a sign-up; elsewhere <see cref="InputText.NameLimit"/>.
    /// </summary>
    public const int SignUpLimit = 64;

    /// <summary>Two tags with the same key are the same group.</summary>
    public static string Key(string tag) => TextFolding.CaseKey(tag);
}
