namespace Contacts.Core.Consent;

/// <summary>Where the pages behind links are. <paramref name="publicUrl"/> gives the service's address as people reach it.</summary>
public sealed class LinkAddress(Func<string> publicUrl)
{
    /// <summary>The absolute URL of a token.</summary>
    public string Of(LinkPurpose purpose, string token) => $"{publicUrl().TrimEnd('/')}/{PathOf(purpose)}/{token}";

    private static string PathOf(LinkPurpose purpose) => purpose switch
    {
        LinkPurpose.Confirm => "c",
        LinkPurpose.Unsubscribe => "u",
        LinkPurpose.Preferences => "p",
        LinkPurpose.Invitation => "console/invitation",
        LinkPurpose.Reset => "console/reset",
        LinkPurpose.SignIn => "console/sign-in",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose)),
    };
}
