using Contacts.Core.Consent;
using Xunit;

namespace Contacts.Grains.Tests.Consent;

/// <summary>Links carry what they are for, and nobody but the holder of the key makes one.</summary>
public sealed class LinkTokenTests
{
    private static readonly LinkKey _key = LinkKey.New(3);

    public static TheoryData<LinkPurpose, int, long, long, long?> Links => new()
    {
        { LinkPurpose.Confirm, 1, 1, 1, 1_800_000_000_123 },
        { LinkPurpose.Unsubscribe, int.MaxValue, long.MaxValue, 0, null },
        { LinkPurpose.Preferences, 17, 123_456_789, 0, null },
    };

    [Theory, MemberData(nameof(Links))]
    public void A_token_says_what_it_was_made_of(LinkPurpose purpose, int organisation, long consent, long sequence, long? expiry)
    {
        var link = new ConsentLink(
            purpose, organisation, consent, sequence, expiry is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null);
        var token = LinkToken.Write(link, _key);
        Assert.Equal((link, 3), LinkToken.ReadOrNull(token));
        Assert.True(LinkToken.IsSealed(token, _key));
        Assert.Matches("^[A-Za-z0-9_-]+$", token);
    }

    [Fact]
    public void No_other_token_than_the_one_that_was_made_is_sealed()
    {
        var token = LinkToken.Write(new(LinkPurpose.Confirm, 5, 77, 2, DateTimeOffset.FromUnixTimeSeconds(1_800_000_000)), _key);
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(token);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var forged = (byte[])bytes.Clone();
            forged[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(LinkToken.IsSealed(System.Buffers.Text.Base64Url.EncodeToString(forged), _key));
        }
        for (var length = 0; length < token.Length; length++) Assert.False(LinkToken.IsSealed(token[..length], _key));
        Assert.False(LinkToken.IsSealed(token + "A", _key));
    }

    [Fact]
    public void Another_key_does_not_open_it()
    {
        var token = LinkToken.Write(new(LinkPurpose.Unsubscribe, 5, 77), _key);
        Assert.False(LinkToken.IsSealed(token, LinkKey.New(3)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("A")]
    [InlineData("not a token")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("________________________________")]
    [InlineData("AQH_____________________________________")]
    public void What_is_no_token_says_nothing(string token) => Assert.Null(LinkToken.ReadOrNull(token));
}
