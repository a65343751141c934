using Contacts.WebFront.Tests;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Contacts.Cluster.Tests;

/// <summary>That the tests of the HTTP edge do run with a silo killed in their middle.</summary>
[Collection(InDevelopment.Name)]
public sealed class KilledSiloTests(Service service)
{
    [Fact]
    public async Task Two_of_three_silos_answer_after_one_was_killed()
    {
        for (var i = 0; i <= Silos.KilledAfter; i++) (await service.SendAsync("GET", "/health/ready")).Is(200);

        var members = service.App.Services.GetRequiredService<IClusterMembershipService>().CurrentSnapshot.Members.Values;
        Assert.Equal(
            [SiloStatus.Active, SiloStatus.Active, SiloStatus.Dead], members.Select(member => member.Status).Order());
    }
}
