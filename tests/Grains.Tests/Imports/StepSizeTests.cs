using Contacts.Grains.Imports;

namespace Contacts.Grains.Tests.Imports;

/// <summary>How many rows a step of an import takes.</summary>
public sealed class StepSizeTests
{
    private static readonly TimeSpan _target = TimeSpan.FromMilliseconds(200);

    [Fact]
    public void Steps_grow_while_they_are_quick_and_shrink_to_what_the_time_allows()
    {
        var size = new StepSize(4096, _target);
        for (var i = 0; i < 9; i++) size.Took(size.Rows, TimeSpan.Zero);
        Assert.Equal(4096, size.Rows);

        size.Took(4096, _target * 1.6);

        Assert.Equal(2560, size.Rows);
    }

    [Theory]
    [InlineData(4096, 256)]
    [InlineData(10, 10)]
    public void However_slow_they_are_steps_never_have_only_a_few_rows(int most, int least)
    {
        var size = new StepSize(most, _target);

        for (var i = 0; i < 9; i++) size.Took(size.Rows, TimeSpan.FromSeconds(5));

        Assert.Equal(least, size.Rows);
    }
}
