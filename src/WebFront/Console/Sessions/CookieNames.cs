namespace Contacts.WebFront.Console.Sessions;

/// <summary>
/// The cookies of the console. Browsers take those with the prefix from a secure origin alone, for this host and all its paths.
/// </summary>
internal static class CookieNames
{
    /// <summary>The scheme of the cookie that has a session's key.</summary>
    public const string Session = "contacts";

    /// <summary>The scheme of the cookie of who has given the password and not yet the second factor.</summary>
    public const string SecondFactor = "contacts-second-factor";

    /// <summary>The scheme of the cookie that has what a device was asked for.</summary>
    public const string Passkey = "contacts-passkey";

    /// <summary>The cookie that a form's token belongs to.</summary>
    public const string Form = "contacts-form";

    private const string Prefix = "__Host-";

    /// <summary>
    /// A cookie that only this host's own requests have. Development may be without https, where browsers take no prefix.
    /// </summary>
    public static CookieBuilder Build(string name, bool isDevelopment) => isDevelopment
        ? new CookieBuilder { Name = name, HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true }
        : new SecureCookie { Name = Prefix + name, HttpOnly = true, SameSite = SameSiteMode.Lax, Path = "/", IsEssential = true };

    /// <summary>Always Secure: behind a proxy that is not trusted the service does not know of TLS.</summary>
    private sealed class SecureCookie : CookieBuilder
    {
        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var options = base.Build(context, expiresFrom);
            options.Secure = true;
            return options;
        }
    }
}
