using System.Reflection;
using System.Text.Json.Nodes;
using Contacts.Core.Contacts;
using Contacts.Core.Tickets;
using Contacts.Grains.Batching;
using Contacts.WebFront.Pipeline.Shedding;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.WebFront.Tests.Shedding;

/// <summary>A service whose store takes its time to write: as long as it is told to.</summary>
public abstract class SlowServiceHost() : ServiceHost("Development")
{
    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override void Configure(WebApplicationBuilder builder)
    {
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

/// <summary>Eight writes may wait for the store.</summary>
public sealed class SlowStoreService : SlowServiceHost
{
    protected override void Configure(WebApplicationBuilder builder)
    {
        base.Configure(builder);
        builder.Services.AddSingleton(new BatchOptions { MaxWaiting = 8 });
    }
}

/// <summary>Eight writes may be under way at the front.</summary>
public sealed class BusyFrontService : SlowServiceHost
{
    protected override void Configure(WebApplicationBuilder builder)
    {
        base.Configure(builder);
        builder.Services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ConcurrencyLimit>(provider, 8));
    }
}

public sealed class SlowStoreOverloadTests() : OverloadTests(new SlowStoreService());

public sealed class BusyFrontOverloadTests() : OverloadTests(new BusyFrontService());

/// <summary>Each test has a service of its own: its gate opens once.</summary>
public abstract class OverloadTests(SlowServiceHost service) : IAsyncLifetime
{
    public Task InitializeAsync() => service.InitializeAsync();

    public Task DisposeAsync()
    {
        service.Gate.TrySetResult(); // A stop waits for what is being written, also where an assertion has failed.
        return service.DisposeAsync();
    }

    [Theory]
    [InlineData("/api/v1/newsletter/register-contact", "email", 200)]
    [InlineData("/api/v1/support/contact-form", "message", 200)]
    [InlineData("/api/v1/contacts/create", "email", 201)]
    public async Task Past_the_bound_of_waiting_writes_requests_are_turned_away_at_once_and_the_others_succeed(string path, string field, int success)
    {
        var tenant = await service.NewTenantAsync();
        var requests = Enumerable.Range(0, 20).Select(i => tenant.PostAsync(path, new JsonObject { [field] = $"load{i}@example.com" })).ToList();

        for (var turnedAway = 0; turnedAway < 12; turnedAway++)
        {
            var request = await Task.WhenAny(requests);
            requests.Remove(request);
            var answer = await request;
            if (path.Contains("/contacts/"))
                answer.IsPlain(503, "Service temporarily unavailable");
            else
                answer.IsCoded(503, "INTERNAL_UNAVAILABLE");
            Assert.NotNull(answer.Response.Headers.RetryAfter);
            Assert.True(answer.Response.Headers.Contains("X-RateLimit-Remaining"));
        }
        (await tenant.GetAsync("/api/v1/groups")).Is(200);
        Assert.DoesNotContain(requests, request => request.IsCompleted);
        service.Gate.SetResult();

        Assert.All(await Task.WhenAll(requests), answer => answer.Is(success));
        (await tenant.PostAsync(path, new JsonObject { [field] = "after@example.com" })).Is(success);
    }
}
