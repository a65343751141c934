using Contacts.Core.Idempotency;
using Contacts.Grains.Abstractions;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.Grains.Abstractions.Idempotency;
using Contacts.Grains.Contacts;
using Contacts.Grains.Idempotency;
using Orleans.Runtime;

namespace Contacts.Grains.Tests.Concurrency;

/// <summary>What callers can name without limit does not stay in memory.</summary>
public sealed class IdleGrainTests
{
    [Fact]
    public async Task Contacts_that_do_not_exist_leave_no_grains()
    {
        await using var service = await ContactService.OnSqliteAsync();
        var organisation = await service.NewOrganisationAsync();
        var known = (await service.RegisterAsync(organisation, "ava@example.com", "A")).ContactId!.Value;

        foreach (var id in Enumerable.Range(0, 20))
        {
            await service.Contact(organisation, known + id).GetDetailAsync(CancellationToken.None);
            await service.Contact(organisation, known + 100 + id).UpdateAsync(new() { Actor = "test" }, CancellationToken.None);
        }

        await StaysAsync(service, typeof(ContactGrain), 1);
    }

    [Fact]
    public async Task Replayed_and_conflicting_requests_leave_no_grains()
    {
        await using var service = await ContactService.OnSqliteAsync();
        var organisation = await service.NewOrganisationAsync();
        var grain = service.Grains.GetGrain<IIdempotencyGrain>($"{organisation}/{new string('a', 64)}");
        var request = new IdempotentRequest { KeyHash = [1], Route = "POST /x", BodyHash = [2] };
        var start = await grain.StartAsync(request, CancellationToken.None);
        await grain.CompleteAsync(start.Owner, 200, [3], CancellationToken.None);

        var replay = await grain.StartAsync(request, CancellationToken.None);
        var conflict = await grain.StartAsync(request with { BodyHash = [4] }, CancellationToken.None);

        Assert.Equal((IdempotencyDecision.Replay, IdempotencyDecision.Conflict), (replay.Decision, conflict.Decision));
        await StaysAsync(service, typeof(IdempotencyGrain), 0);
    }

    /// <summary>Waits until so many grains of a type are active.</summary>
    private static async Task StaysAsync(ContactService service, Type grain, int number)
    {
        var management = service.Grains.GetGrain<IManagementGrain>(0);
        await Eventually.GetAsync(
            async () => (await management.GetSimpleGrainStatistics())
                .Where(counts => counts.GrainType.Contains(grain.FullName!, StringComparison.Ordinal))
                .Sum(counts => counts.ActivationCount),
            count => count == number);
    }
}
