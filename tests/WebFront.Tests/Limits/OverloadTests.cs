using System.Reflection;
using System.Text.Json.Nodes;
using Contacts.Grains.Batching;
using Contacts.Grains.Contacts;
using Contacts.Grains.Tickets;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.WebFront.Tests.Limits;

/// <summary>A service whose store takes its time to write: as long as it is told to. Eight writes may wait.</summary>
public sealed class SlowService() : ServiceHost("Development")
{
    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override void Configure(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new BatchOptions { MaxWaiting = 8 });
        Slow<IContactStore>(builder.Services);
        Slow<ITicketStore>(builder.Services);
    }

    private void Slow<TStore>(IServiceCollection services)
        where TStore : class
    {
        var real = services.Last(service => service.ServiceType == typeof(TStore));
        services.AddSingleton(provider =>
        {
            var store = DispatchProxy.Create<TStore, SlowStore>();
            ((SlowStore)(object)store).Attach(
                real.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, real.ImplementationType!), Gate.Task);
            return store;
        });
    }

    public class SlowStore : DispatchProxy
    {
        private static readonly MethodInfo _later = typeof(SlowStore).GetMethod(nameof(LaterAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;

        private object _real = null!;
        private Task _gate = null!;

        public void Attach(object real, Task gate) => (_real, _gate) = (real, gate);

        protected override object? Invoke(MethodInfo? method, object?[]? args) => method!.Name == "WriteAsync"
            ? _later.MakeGenericMethod(method.ReturnType.GetGenericArguments()).Invoke(this, [method, args])
            : method.Invoke(_real, args);

        private async Task<T> LaterAsync<T>(MethodInfo method, object?[] args)
        {
            await _gate;
            return await (Task<T>)method.Invoke(_real, args)!;
        }
    }
}

/// <summary>Each test has a service of its own: its gate opens once.</summary>
public sealed class OverloadTests : IAsyncLifetime
{
    private readonly SlowService _service = new();

    public Task InitializeAsync() => _service.InitializeAsync();

    public Task DisposeAsync() => _service.DisposeAsync();

    [Theory]
    [InlineData("/api/v1/newsletter/register-contact", "email")]
    [InlineData("/api/v1/support/contact-form", "message")]
    public async Task Past_the_bound_of_waiting_writes_requests_are_turned_away_at_once_and_the_others_succeed(string path, string field)
    {
        var tenant = await _service.NewTenantAsync();
        var requests = Enumerable.Range(0, 20).Select(i => tenant.PostAsync(path, new JsonObject { [field] = $"load{i}@example.com" })).ToList();

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
        _service.Gate.SetResult();

        Assert.All(await Task.WhenAll(requests), answer => answer.Is(200));
        (await tenant.PostAsync(path, new JsonObject { [field] = "after@example.com" })).Is(200);
    }
}
