using Contacts.Core.Contacts;
using static Contacts.Grains.Tests.Contacts.SampleRows;

namespace Contacts.Grains.Tests.Contacts;

public sealed class ContactAttributesTests
{
    [Theory]
    [InlineData("""{ "b" : 1.50, "a" : "x" , "c":true,"d":null}""", """{"a":"x","b":1.5,"c":true,"d":null}""")]
    [InlineData("""{"n":1e3,"m":-0.0,"o":123456789012345678.5,"p":1E-7}""", """{"m":0,"n":1000,"o":123456789012345678.5,"p":0.0000001}""")]
    [InlineData("""{"a":1,"a":2}""", """{"a":2}""")]
    [InlineData("null", "null")]
    [InlineData("{}", "{}")]
    public void A_change_is_read_into_one_form(string json, string expected)
    {
        Assert.Equal(expected, ContactAttributes.ReadChange(json, out var problem));
        Assert.Null(problem);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("5")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("""{"a":[]}""")]
    [InlineData("""{"a":{"b":1}}""")]
    [InlineData("""{"a":"\ud83c"}""")]
    [InlineData("""{"":1}""")]
    [InlineData("""{"a":"\u0000"}""")]
    [InlineData("""{"a\u0000":1}""")]
    [InlineData("""{"a":1e400}""")]
    [InlineData("""{"a":1e-40}""")]
    public void What_is_no_change_is_refused(string json)
    {
        Assert.Null(ContactAttributes.ReadChange(json, out var problem));
        Assert.NotNull(problem);
    }

    [Fact]
    public void A_change_within_the_limits_is_taken_and_one_beyond_is_not()
    {
        string Keys(int count) => $"{{{string.Join(',', Enumerable.Range(0, count).Select(i => $"\"{i}\":1"))}}}";
        string Bytes(int count) => $"{{\"a\":\"{new string('x', count - 8)}\"}}";

        foreach (var taken in new[] { Keys(50), Bytes(ContactAttributes.ByteLimit) })
            Assert.NotNull(ContactAttributes.ReadChange(taken, out _));
        foreach (var refused in new[] { Keys(51), Bytes(ContactAttributes.ByteLimit + 1) })
        {
            Assert.Null(ContactAttributes.ReadChange(refused, out var problem));
            Assert.Equal(ContactAttributes.TooLarge, problem);
        }
    }

    [Fact]
    public void Null_takes_a_key_away_and_others_are_merged()
    {
        Assert.Equal("""{"b":2,"c":3}""", ContactAttributes.Apply("""{"a":1,"b":1}""", """{"a":null,"b":2,"c":3,"d":null}"""));
        Assert.Null(ContactAttributes.Apply("""{"a":1}""", """{"a":null}"""));
        Assert.Null(ContactAttributes.Apply("""{"a":1}""", ContactAttributes.Clear));
        Assert.Equal("""{"a":1}""", ContactAttributes.Apply("""{"a":1}""", null));
    }

    [Fact]
    public void The_difference_of_any_two_makes_one_of_the_other()
    {
        var random = new Random(7);
        for (var i = 0; i < 2_000; i++)
        {
            var (from, to) = (Some(random), Some(random));

            Assert.Equal(to, ContactAttributes.Apply(from, ContactAttributes.Difference(from, to)));
            Assert.Equal(from, ContactAttributes.Restore(from));
        }
    }

    [Theory]
    [InlineData("""{"a":1,"b":2,"c":3}""", """{"a":0,"c":3}""", false)]
    [InlineData("""{"a":1,"b":9}""", """{"a":0,"b":9}""", true)]
    [InlineData("""{"a":0}""", """{"a":0}""", false)]
    [InlineData(null, null, true)]
    public void A_change_is_taken_back_where_it_still_stands(string? now, string? then, bool isKept)
    {
        Assert.Equal(then, ContactAttributes.TakeBack(now, """{"a":0,"b":null}""", """{"a":1,"b":2}""", out var kept));
        Assert.Equal(isKept, kept);
    }

    [Fact]
    public void A_value_given_as_text_is_looked_for_as_what_it_may_stand_for()
    {
        Assert.Equal(["""{"k":"5.0"}""", """{"k":5}"""], ContactAttributes.TermsOf("k", "5.0").AsEnumerable());
        Assert.Equal(["""{"k":"true"}""", """{"k":true}"""], ContactAttributes.TermsOf("k", "true").AsEnumerable());
        Assert.Equal(["""{"k":"null"}"""], ContactAttributes.TermsOf("k", "null").AsEnumerable());
        Assert.Equal(["""{"k":"1,\"b\":2"}"""], ContactAttributes.TermsOf("k", "1,\"b\":2").AsEnumerable());
        Assert.Equal(["""{"a":"x"}""", """{"b":2}"""], ContactAttributes.Terms("""{"a":"x","b":2}""").AsEnumerable());
    }

    [Fact]
    public void A_merge_fills_and_unites_and_its_undo_gives_both_back()
    {
        var ann = Contact(1, "a@x.cz") with { Attributes = """{"plan":"pro","seats":1}""" };
        var bob = Contact(2, "b@x.cz") with { ForeignId = "B-2", Attributes = """{"plan":"free","vip":true}""" };

        var merge = Merged(ann, bob);

        Assert.Equal("B-2", merge.SurvivorAfter.ForeignId);
        Assert.Equal("""{"plan":"pro","seats":1,"vip":true}""", merge.SurvivorAfter.Attributes);
        Assert.Equal("A-1", Merged(ann with { ForeignId = "A-1" }, bob).SurvivorAfter.ForeignId);
        var (first, second) = Undone(merge, merge.SurvivorAfter);
        Assert.True(ContactRules.IsSame(ann, first) && ContactRules.IsSame(bob, second));

        var now = merge.SurvivorAfter with { ForeignId = "A-9", Attributes = """{"plan":"team","vip":true}""" };
        var (restored, revived) = Undone(merge, now);
        Assert.Equal(("A-9", """{"plan":"team"}"""), (restored.ForeignId, restored.Attributes)); // What changed since stays changed.
        Assert.Equal((bob.ForeignId, bob.Attributes), (revived.ForeignId, revived.Attributes));
    }

    [Fact]
    public void A_merge_leaves_out_what_does_not_fit()
    {
        string Keys(char prefix, int count) => $"{{{string.Join(',', Enumerable.Range(10, count).Select(i => $"\"{prefix}{i}\":1"))}}}";

        var united = ContactAttributes.Unite(Keys('b', 45), Keys('a', 45));

        Assert.True(ContactAttributes.Fits(united));
        Assert.Equal(50, ContactAttributes.Terms(united).Length);
        Assert.Equal(45, ContactAttributes.Terms(united).Count(term => term.StartsWith("{\"b", StringComparison.Ordinal)));
    }

    private static string? Some(Random random)
    {
        var fields = Enumerable.Range(0, random.Next(4)).Select(_ => $"\"{(char)('a' + random.Next(4))}\":{random.Next(3)}");
        return ContactAttributes.Apply(null, ContactAttributes.ReadChange($"{{{string.Join(',', fields)}}}", out _));
    }
}
