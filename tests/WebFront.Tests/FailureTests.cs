using System.Reflection;
using System.Text.Json.Nodes;
using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.Core.Organisations;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Contacts.WebFront.Tests;

/// <summary>A service whose store of contacts and organisations fails on command.</summary>
public sealed class FailingService() : ServiceHost("Development")
{
    /// <summary>Thrown by every method of the stores while it is set.</summary>
    public Exception? Fault { get; set; }

    protected override void Configure(WebApplicationBuilder builder)
    {
        Decorate<IContactStore>(builder.Services);
        Decorate<IOrganisationStore>(builder.Services);
    }

    private void Decorate<TStore>(IServiceCollection services)
        where TStore : class
    {
        var real = services.Last(service => service.ServiceType == typeof(TStore));
        services.AddSingleton(provider =>
        {
            var store = DispatchProxy.Create<TStore, FailingStore>();
            ((FailingStore)(object)store).Attach(this, real.ImplementationFactory?.Invoke(provider)
                ?? real.ImplementationInstance ?? ActivatorUtilities.CreateInstance(provider, real.ImplementationType!));
            return store;
        });
    }

    public class FailingStore : DispatchProxy
    {
        private FailingService _service = null!;
        private object _real = null!;

        public void Attach(FailingService service, object real) => (_service, _real) = (service, real);

        protected override object? Invoke(MethodInfo? method, object?[]? args) =>
            _service.Fault is { } fault && !method!.IsSpecialName ? throw fault : method!.Invoke(_real, args);
    }
}

/// <summary>What callers see while the store is away, and of bugs: nothing of the inside.</summary>
public sealed class FailureTests(FailingService service) : IClassFixture<FailingService>
{
    private const string Register = "/api/v1/newsletter/register-contact";

    [Fact]
    public async Task A_store_that_is_away_is_503_with_a_time_to_come_back()
    {
        var tenant = await service.NewTenantAsync();
        service.Fault = new StoreUnavailableException("connection to 10.0.0.1 refused");
        try
        {
            var answers = new[]
            {
                await tenant.PostAsync(Register, new JsonObject { ["email"] = "away@example.com" }),
                await tenant.GetAsync("/bff/contact/list"),
                await tenant.GetAsync("/api/v1/contacts"),
            };

            answers[0].IsCoded(503, "INTERNAL_UNAVAILABLE");
            answers[1].IsCoded(503, "INTERNAL_UNAVAILABLE");
            answers[2].IsPlain(503, "Service temporarily unavailable");
            Assert.All(answers, answer => Assert.NotNull(answer.Response.Headers.RetryAfter));
            Assert.All(answers, answer => Assert.DoesNotContain("10.0.0.1", answer.Text));
            Assert.Equal(503, (await service.SendAsync("GET", "/health/ready")).Status);
            Assert.Equal(200, (await service.SendAsync("GET", "/health/live")).Status);
        }
        finally
        {
            service.Fault = null;
        }

        (await tenant.PostAsync(Register, new JsonObject { ["email"] = "away@example.com" })).Is(200);
        Assert.Equal(200, (await service.SendAsync("GET", "/health/ready")).Status);
    }

    [Fact]
    public async Task A_bug_is_500_without_details_and_logged_once_with_its_route_and_without_the_key()
    {
        var tenant = await service.NewTenantAsync();
        service.Log.Lines.Clear();
        service.Fault = new InvalidOperationException("SELECT secret FROM contact at /srv/contacts");
        try
        {
            var coded = await service.SendAsync("GET", $"/bff/contact/list?apiKey={tenant.Key}");
            coded.IsCoded(500, "INTERNAL_ERROR");
            Assert.DoesNotContain("secret", coded.Text);
            var line = Assert.Single(service.Log.Lines, line => line.Level >= LogLevel.Error).Text;
            Assert.Contains("/bff/contact/list", line);
            Assert.DoesNotContain(tenant.Key, line);

            (await tenant.GetAsync("/api/v1/contacts")).IsPlain(500, "Internal error");
        }
        finally
        {
            service.Fault = null;
        }
    }
}
