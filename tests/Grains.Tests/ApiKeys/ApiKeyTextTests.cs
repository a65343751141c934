using Contacts.Core.Keys;

namespace Contacts.Grains.Tests.ApiKeys;

public sealed class ApiKeyTextTests
{
    [Theory]
    [InlineData(ApiKeyKind.Prod, "PROD"), InlineData(ApiKeyKind.Dev, "DEV_"), InlineData(ApiKeyKind.Root, "ROOT")]
    public void A_new_key_has_the_format_and_its_checksum(ApiKeyKind kind, string prefix)
    {
        for (var i = 0; i < 1_000; i++)
        {
            var key = ApiKeyText.Generate(kind);
            Assert.Matches($"^{prefix}[A-Za-z0-9]{{28}}$", key);
            Assert.True(ApiKeyText.HasFormat(key));
            Assert.True(ApiKeyText.HasChecksum(key), key);
        }
    }

    [Fact]
    public void The_checksum_of_a_key_is_the_same_for_ever()
    {
        Assert.True(ApiKeyText.HasChecksum("PRODabcdefghijklmnopqrstuvEpVnzR"));
    }

    [Fact]
    public void A_key_with_one_wrong_character_has_no_checksum()
    {
        var key = ApiKeyText.Generate(ApiKeyKind.Prod);
        for (var i = 4; i < key.Length; i++)
            Assert.False(ApiKeyText.HasChecksum(key[..i] + (key[i] == 'x' ? 'y' : 'x') + key[(i + 1)..]));
    }

    [Fact]
    public void The_sample_key_has_no_checksum() => Assert.False(ApiKeyText.HasChecksum(ApiKeyText.Sample));
}
