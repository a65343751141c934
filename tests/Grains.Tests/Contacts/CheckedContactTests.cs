using Contacts.Core;
using Contacts.Core.Contacts;
using static Contacts.Grains.Tests.Contacts.SampleRows;

namespace Contacts.Grains.Tests.Contacts;

public sealed class CheckedContactTests
{
    private static readonly CheckedContact _first = new()
    {
        Kind = ContactWriteKind.Register, Email = "a@x.cz", Actor = "key", FirstName = "Ann", Phone = "+420777123456", GroupNames = ["one", "two"],
    };

    [Fact]
    public void Of_two_sign_ups_later_values_win_and_groups_are_united()
    {
        var folded = _first.FoldOrNull(_first with { FirstName = "Anna", Phone = null, LastName = "Gray", GroupNames = ["three", "Two"] })!;

        Assert.Equal(("Anna", "Gray", "+420777123456"), (folded.FirstName, folded.LastName, folded.Phone));
        Assert.Equal(["one", "two", "three"], folded.GroupNames.ToArray());
    }

    [Fact]
    public void Of_two_customers_of_tickets_earlier_values_stay()
    {
        var first = _first with { Kind = ContactWriteKind.AddIfAbsent, LastName = null };
        var folded = first.FoldOrNull(first with { FirstName = "Anna", LastName = "Gray" })!;

        Assert.Equal(("Ann", "Gray"), (folded.FirstName, folded.LastName));
    }

    [Fact]
    public void What_is_recorded_differently_stays_two()
    {
        Assert.Null(_first.FoldOrNull(_first with { Source = "web" }));
        Assert.Null(_first.FoldOrNull(_first with { Actor = "other key" }));
        Assert.Null(_first.FoldOrNull(_first with { Kind = ContactWriteKind.AddIfAbsent }));
    }

    [Fact]
    public void Creates_stay_two()
    {
        var create = _first with { Kind = ContactWriteKind.Create };

        Assert.Null(create.FoldOrNull(create));
    }
}
