using Contacts.Grains.Mail;

namespace Contacts.Grains.Tests.Mail;

public sealed class LeaseClockTests
{
    [Fact]
    public void A_stop_that_ends_the_dispatcher_before_it_has_reached_its_lease_does_not_fail()
    {
        using var stopping = new CancellationTokenSource();
        var leased = Leased(stopping.Token);
        using var dispatcher = stopping.Token.Register(leased.Dispose); // Registered last, called first.

        stopping.Cancel();
    }

    [Fact]
    public void A_stop_ends_the_lease()
    {
        using var stopping = new CancellationTokenSource();
        using var leased = Leased(stopping.Token);
        var ended = leased.Ended;

        stopping.Cancel();

        Assert.True(ended.IsCancellationRequested);
    }

    private static LeaseClock Leased(CancellationToken stopping)
    {
        var leased = new LeaseClock(TimeProvider.System, TimeSpan.FromMinutes(1), stopping);
        leased.Extend(leased.Begin());
        return leased;
    }
}
