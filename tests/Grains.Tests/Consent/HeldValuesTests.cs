using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using static Contacts.Grains.Tests.Contacts.SampleRows;

namespace Contacts.Grains.Tests.Consent;

public sealed class HeldValuesTests
{
    [Fact]
    public void Sign_ups_of_a_public_key_bring_a_contact_to_no_more_groups_than_one_would()
    {
        var known = Contact(1, "a@x.example", 1);
        string? held = null;
        for (var group = 1; group < 40; group += 2) held = HeldValues.Add(held, known, SignUp(group, group + 1) with { MostGroups = 5 });

        Assert.Equal([1, 2, 3, 4, 5], Ids(Apply(held, known)));
    }

    [Fact]
    public void Later_values_win_and_what_says_nothing_is_not_kept()
    {
        var known = Contact(1, "a@x.example");
        var held = HeldValues.Add(null, known, SignUp() with { FirstName = "Ann", LastName = "Gray" });
        held = HeldValues.Add(held, known, SignUp() with { FirstName = "Eve" });

        var applied = Apply(held, known);
        Assert.Equal(("Eve", "Gray"), (applied.FirstName, applied.LastName));
        Assert.Null(HeldValues.Add(null, known, SignUp()));
    }

    private static ContactRow Apply(string? held, ContactRow known) => HeldValues.Apply(
        ConsentRow.Unknown(1, new(ConsentChannel.Email, "a@x.example")) with { Held = held }, known, new("link", At));

    private static ContactWrite SignUp(params long[] groups) => new()
    {
        Kind = ContactWriteKind.Register, OrganisationId = 1, Email = "a@x.example", EmailKey = "a@x.example", ExternalId = "x", Actor = "key",
        At = At, GroupIds = [.. groups],
    };
}
