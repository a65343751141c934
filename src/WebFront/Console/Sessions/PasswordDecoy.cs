using System.Buffers.Binary;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Contacts.WebFront.Console.Sessions;

/// <summary>
/// An account whose password nobody has, in Identity's format: it is checked where there is nothing to check, so that unknown and locked
/// accounts take as long as others.
/// </summary>
internal sealed class PasswordDecoy(IOptions<PasswordHasherOptions> options)
{
    private const int SaltLength = 16;
    private const int HashLength = 32;
    private const int HeaderLength = 13;

    private readonly string _hash = HashWith(options.Value.IterationCount);

    public ConsoleUser User => new(new() { Id = 0, Email = "", SecurityStamp = "", Version = 0, PasswordHash = _hash });

    private static string HashWith(int iterations)
    {
        var octets = new byte[HeaderLength + SaltLength + HashLength];
        octets[0] = 1; // the format's version
        BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(1), 2); // HMAC-SHA-512
        BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(5), (uint)iterations);
        BinaryPrimitives.WriteUInt32BigEndian(octets.AsSpan(9), SaltLength);
        return Convert.ToBase64String(octets);
    }
}
