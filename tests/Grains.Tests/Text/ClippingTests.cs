using Contacts.Core.Consent;
using Contacts.Core.Text;

namespace Contacts.Grains.Tests.Text;

public sealed class ClippingTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("abc", "abc")]
    [InlineData("abcd", "abc")]
    [InlineData("a\U0001F600", "a\U0001F600")]
    [InlineData("ab\U0001F600", "ab")]
    public void Clips_a_text_between_its_characters(string text, string expected) => Assert.Equal(expected, Clipping.Clip(text, 3));

    [Fact]
    public void The_evidence_of_a_consent_names_the_beginning_of_a_long_user_agent() => Assert.Equal(
        new string('a', 255), ConsentEvidence.Of(null, new string('a', 255) + "\U0001F600").UserAgent);
}
