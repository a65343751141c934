using Contacts.Testing.Postgres;
using Contacts.Testing.Workload;

namespace Contacts.Cluster.Tests;

public sealed class SameAddressesTests
{
    [PostgresFact]
    public async Task Three_processes_change_the_same_fifty_addresses_while_one_is_killed_and_PostgreSQL_crashes_and_every_invariant_holds()
    {
        await using var scene = await Scene.StartAsync();
        await scene.RunAsync("same", load => scene.KillAndCrashAsync("same", load));
    }
}
