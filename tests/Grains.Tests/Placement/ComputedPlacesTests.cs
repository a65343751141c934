using System.Net;
using Contacts.Grains.Placement;
using Orleans.Runtime;

namespace Contacts.Grains.Tests.Placement;

public sealed class ComputedPlacesTests
{
    private static readonly SiloAddress[] _silos = [.. Enumerable.Range(1, 3).Select(i => SiloAddress.New(IPAddress.Loopback, 11_000 + i, i))];
    private static readonly GrainId[] _grains = [.. Enumerable.Range(0, 3_000).Select(i => GrainId.Create("email", $"1/ava.{i}@example.com"))];

    [Fact]
    public void Every_silo_finds_a_grain_at_the_same_place_whatever_order_it_knows_the_others_in()
    {
        SiloAddress[] reversed = [.. _silos.Reverse()];

        Assert.All(_grains, grain => Assert.Equal(ComputedPlaces.Choose(grain, _silos), ComputedPlaces.Choose(grain, reversed)));
    }

    [Fact]
    public void Grains_are_spread_evenly()
    {
        var shares = _grains.CountBy(grain => ComputedPlaces.Choose(grain, _silos)).ToDictionary();

        Assert.All(_silos, silo => Assert.InRange(shares[silo], 850, 1_150));
    }

    [Fact]
    public void When_a_silo_goes_only_its_grains_move()
    {
        SiloAddress[] left = [_silos[0], _silos[2]];

        var stayed = _grains.Where(grain => !ComputedPlaces.Choose(grain, _silos).Equals(_silos[1]));

        Assert.All(stayed, grain => Assert.Equal(ComputedPlaces.Choose(grain, _silos), ComputedPlaces.Choose(grain, left)));
    }
}
