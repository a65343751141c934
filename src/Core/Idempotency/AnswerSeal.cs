using System.Security.Cryptography;
using System.Text;

namespace Contacts.Core.Idempotency;

/// <summary>
/// Seals a stored answer, or what one is to be made of, with a key that only the caller can repeat: it comes from the API key's text and
/// the Idempotency-Key, neither of which is stored. So an answer that shows a new API key, or somebody's address, cannot be read from the
/// database.
/// </summary>
public static class AnswerSeal
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public static byte[] KeyOf(string apiKey, string idempotencyKey) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(apiKey), KeyBytes, Encoding.UTF8.GetBytes(idempotencyKey), "answer"u8.ToArray());

    public static byte[] Seal(ReadOnlySpan<byte> answer, ReadOnlySpan<byte> key)
    {
        var sealedBytes = new byte[NonceBytes + TagBytes + answer.Length];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Encrypt(nonce, answer, sealedBytes.AsSpan(NonceBytes + TagBytes), sealedBytes.AsSpan(NonceBytes, TagBytes));
        return sealedBytes;
    }

    /// <summary>Throws <see cref="CryptographicException"/> if it is not what was sealed.</summary>
    public static byte[] Open(ReadOnlySpan<byte> sealedBytes, ReadOnlySpan<byte> key)
    {
        var answer = new byte[sealedBytes.Length - NonceBytes - TagBytes];
        using var cipher = new AesGcm(key, TagBytes);
        cipher.Decrypt(sealedBytes[..NonceBytes], sealedBytes[(NonceBytes + TagBytes)..], sealedBytes.Slice(NonceBytes, TagBytes), answer);
        return answer;
    }
}
