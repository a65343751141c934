using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Nodes;
using Contacts.Grains.Batching;
using Contacts.Grains.Contacts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.WebFront.Tests.Limits;

/// <summary>A service whose store takes its time to write: as long as it is told to. Eight writes may wait.</summary>
public sealed class SlowService() : ServiceHost("Development")
{
    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override void Configure(WebApplicationBuilder builder)
    {
        var real = builder.Services.Last(service => service.ServiceType == typeof(IContactStore));
        builder.Services.AddSingleton(new BatchOptions { MaxWaiting = 8 });
        builder.Services.AddSingleton(provider =>
        {
            var store = DispatchProxy.Create<IContactStore, SlowStore>();
            ((SlowStore)(object)store).Attach(
                (IContactStore)(real.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, real.ImplementationType!)), Gate.Task);
            return store;
        });
    }

    public class SlowStore : DispatchProxy
    {
        private IContactStore _real = null!;
        private Task _gate = null!;

        public void Attach(IContactStore real, Task gate) => (_real, _gate) = (real, gate);

        protected override object? Invoke(MethodInfo? method, object?[]? args) => method!.Name == nameof(IContactStore.WriteAsync)
            ? WriteAsync((IReadOnlyList<ContactWrite>)args![0]!)
            : method.Invoke(_real, args);

        private async Task<ImmutableArray<ContactWriteResult>> WriteAsync(IReadOnlyList<ContactWrite> batch)
        {
            var rows = batch.ToArray(); // The writer uses its list again as soon as it has its answer.
            await _gate;
            return await _real.WriteAsync(rows, default);
        }
    }
}

public sealed class OverloadTests(SlowService service) : IClassFixture<SlowService>
{
    [Fact]
    public async Task Past_the_bound_of_waiting_writes_requests_are_turned_away_at_once_and_the_others_succeed()
    {
        var tenant = await service.NewTenantAsync();
        var requests = Enumerable.Range(0, 20).Select(i =>
            tenant.PostAsync("/api/v1/newsletter/register-contact", new JsonObject { ["email"] = $"load{i}@example.com" })).ToList();

        var turnedAway = 0;
        while (turnedAway < 12)
        {
            var answered = await Task.WhenAny(requests);
            requests.Remove(answered);
            (await answered).IsCoded(503, "INTERNAL_UNAVAILABLE");
            Assert.NotNull((await answered).Response.Headers.RetryAfter);
            Assert.True((await answered).Response.Headers.Contains("X-RateLimit-Remaining"));
            turnedAway++;
        }
        Assert.DoesNotContain(requests, request => request.IsCompleted);
        service.Gate.SetResult();

        Assert.All(await Task.WhenAll(requests), answer => answer.Is(200));
        (await tenant.PostAsync("/api/v1/newsletter/register-contact", new JsonObject { ["email"] = "after@example.com" })).Is(200);
    }
}
