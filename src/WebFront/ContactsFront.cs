using Contacts.WebFront.Admin.Analytics;
using Contacts.WebFront.Admin.Audit;
using Contacts.WebFront.Admin.Consent;
using Contacts.WebFront.Admin.Contacts;
using Contacts.WebFront.Admin.Erasure;
using Contacts.WebFront.Admin.Exports;
using Contacts.WebFront.Admin.Groups;
using Contacts.WebFront.Admin.Imports;
using Contacts.WebFront.Admin.Keys;
using Contacts.WebFront.Admin.Organisations;
using Contacts.WebFront.Admin.PersonalData;
using Contacts.WebFront.Admin.Tickets;
using Contacts.WebFront.Admin.Users;
using Contacts.WebFront.Cluster;
using Contacts.WebFront.Consent;
using Contacts.WebFront.Console;
using Contacts.WebFront.Contacts;
using Contacts.WebFront.Groups;
using Contacts.WebFront.Hosting;
using Contacts.WebFront.Newsletter;
using Contacts.WebFront.Pages;
using Contacts.WebFront.Pipeline;
using Contacts.WebFront.Pipeline.Clients;
using Contacts.WebFront.Pipeline.Description;
using Contacts.WebFront.Pipeline.Idempotency;
using Contacts.WebFront.Pipeline.Json;
using Contacts.WebFront.Pipeline.Keys;
using Contacts.WebFront.Pipeline.Limits;
using Contacts.WebFront.Pipeline.Replies;
using Contacts.WebFront.Pipeline.Shedding;
using Contacts.WebFront.Support;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Contacts.WebFront;

/// <summary>
/// The HTTP edge of the service: keys, limits, the two dialects and all routes. It needs an <see cref="Orleans.IGrainFactory"/> among the
/// services and knows nothing else of what is behind it.
/// </summary>
public static class ContactsFront
{
    /// <summary>Registers what the routes need. Throws <see cref="SettingException"/> if a setting is wrong.</summary>
    public static IServiceCollection AddContactsFront(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>>(new KestrelDefaults(configuration));
        services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, UrlLogFilter>();
        services.AddSingleton<ClosableListeners>();
        services.AddSingleton<IConnectionListenerFactory>(provider => provider.GetRequiredService<ClosableListeners>());
        services.AddSingleton<Drain>();
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
        services.AddOptions<KestrelServerOptions>().Configure<Drain>((kestrel, drain) =>
            kestrel.ConfigureEndpointDefaults(listen => listen.Use(drain.Count)));
        services.AddMetrics();
        services.AddSingleton<RequestMetrics>();
        services.AddSingleton<Readiness>();
        services.AddHostedService<ReadinessWatch>();
        services.AddSingleton<ErrorBoundary>();
        services.AddSingleton<ApiKeyCache>();
        services.AddSingleton<OrganisationLookup>();
        services.AddSingleton<RefusedKeys>();
        services.AddHostedService(provider => provider.GetRequiredService<RefusedKeys>());
        services.AddSingleton<KeyCheck>();
        services.AddSingleton<LimitMetrics>();
        services.AddSingleton<ILeaseSource, GrainLeases>();
        services.AddSingleton<RequestBudget>();
        services.AddHostedService<LimitUpkeep>();
        services.AddSingleton<ConcurrencyLimit>();
        services.AddSingleton<RefusalPace>();
        services.AddSingleton<IdempotentRuns>();
        services.AddSingleton<Gate>();
        services.AddSingleton(TrustedProxies.TryRead(configuration, out var proxies, out var wrong)
            ? proxies
            : throw new SettingException(TrustedProxies.Setting, wrong, TrustedProxies.Accepted));
        services.AddSingleton(ImportLimit.ReadOrNull(configuration, out var size)
            ?? throw new SettingException(ImportLimit.Setting, size, ImportLimit.Accepted));
        services.ConfigureHttpJsonOptions(options => ApiJson.Configure(
            options.SerializerOptions, NewsletterJson.Default, SupportJson.Default,
            ContactJson.Default.InSnakeCase(), GroupJson.Default.InSnakeCase(),
            AdminContactJson.Default, ConsentJson.Default, AdminGroupJson.Default, OrganisationJson.Default, KeyJson.Default,
            UserJson.Default,
            TicketJson.Default, ImportJson.Default, AuditJson.Default, AnalyticsJson.Default, ErasureJson.Default,
            HealthJson.Default, FailureJson.Default));
        services.AddLinkAddress(configuration);
        services.AddPages();
        services.AddConsole();
        services.AddApiDescription();
        return services;
    }

    public static WebApplication MapContactsFront(this WebApplication app)
    {
        var boundary = app.Services.GetRequiredService<ErrorBoundary>();
        app.Use(app.Services.GetRequiredService<Drain>().MarkFinalResponse);
        app.Use(next => http => boundary.InvokeAsync(http, next));
        app.AnswerLoopbackHostsAlone();
        app.UseForwardedOrigin();
        app.MapApiDescription();
        app.MapHealth();
        app.MapAssets();
        app.MapConsentPages();
        app.MapConsole();

        Group(app, "/api/v1", Surface.Public).MapNewsletter().MapSupport();
        Group(app, "/api/v1", Surface.Newsletter).MapNewsletterConsent();
        Group(app, "/api/v1", Surface.Contacts).MapContacts().MapGroups();
        Group(app, "/bff", Surface.Admin).MapAdminContacts().MapAdminExports().MapAdminPersonalData().MapAdminErasure().MapAdminConsent()
            .MapAdminGroups().MapAdminImports().MapAdminOrganisations().MapAdminTickets().MapAdminKeys().MapAdminUsers().MapAdminAudit()
            .MapAdminAnalytics();
        return app;
    }

    private static ApiGroup Group(WebApplication app, string prefix, Surface surface)
    {
        var json = app.Services.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        return new(app.MapGroup(prefix), app.Services.GetRequiredService<Gate>(), json, surface);
    }
}
