using System.Security.Cryptography;
using System.Text;

namespace Contacts.WebFront.Idempotency;

/// <summary>
/// Seals a stored answer with a key that only the caller can repeat: it comes from the API key's text and the Idempotency-Key, neither of which
/// is stored. So an answer that shows a new API key, or somebody's address, cannot be read from the database.
/// </summary>
internal static class AnswerSeal
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public static byte[] Seal(ReadOnlySpan<byte> answer, string apiKey, string idempotencyKey)
    {
        var sealedBytes = new byte[NonceBytes + TagBytes + answer.Length];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = CipherOf(apiKey, idempotencyKey);
        cipher.Encrypt(nonce, answer, sealedBytes.AsSpan(NonceBytes + TagBytes), sealedBytes.AsSpan(NonceBytes, TagBytes));
        return sealedBytes;
    }

    /// <summary>Throws <see cref="CryptographicException"/> where it is not what was sealed.</summary>
    public static byte[] Open(ReadOnlySpan<byte> sealedBytes, string apiKey, string idempotencyKey)
    {
        var answer = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        using var cipher = CipherOf(apiKey, idempotencyKey);
        cipher.Decrypt(sealedBytes[..NonceBytes], sealedBytes[(NonceBytes + TagBytes)..], sealedBytes.Slice(NonceBytes, TagBytes), answer);
        return answer;
    }

    private static AesGcm CipherOf(string apiKey, string idempotencyKey) => new(
        HKDF.DeriveKey(
            HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(apiKey), KeyBytes, Encoding.UTF8.GetBytes(idempotencyKey), "answer"u8.ToArray()),
        TagBytes);
}
