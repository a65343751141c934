using Contacts.WebFront.Console.Sessions;
using QRCoder;

namespace Contacts.WebFront.Console.Accounts;

/// <summary>The secret of an authenticator app, as text to type and as a picture to scan.</summary>
public sealed record AuthenticatorKey(string Secret, string Uri)
{
    private const string Issuer = "Contacts";
    private const int GroupLength = 4;
    private const int PixelsPerModule = 5;

    /// <summary>The secret in groups of four.</summary>
    public string Readable => string.Join(' ', Secret.Chunk(GroupLength).Select(letters => new string(letters)));

    /// <summary>The URI as a QR code, an SVG element.</summary>
    public string Picture
    {
        get
        {
            using var generator = new QRCodeGenerator();
            using var code = generator.CreateQrCode(Uri, QRCodeGenerator.ECCLevel.M);
            return new SvgQRCode(code).GetGraphic(PixelsPerModule);
        }
    }

    /// <summary>Null where the person has none.</summary>
    internal static AuthenticatorKey? OfOrNull(ConsoleUser user)
    {
        if (user.Account.AuthenticatorKey is not { } secret) return null;
        var label = System.Uri.EscapeDataString($"{Issuer}:{user.Email}");
        return new(secret, $"otpauth://totp/{label}?secret={secret}&issuer={Issuer}&digits=6");
    }
}
