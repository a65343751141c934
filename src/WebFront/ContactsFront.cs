using Contacts.WebFront.Admin;
using Contacts.WebFront.Admin.Imports;
using Contacts.WebFront.Admin.Tickets;
using Contacts.WebFront.Contacts;
using Contacts.WebFront.Errors;
using Contacts.WebFront.Groups;
using Contacts.WebFront.Health;
using Contacts.WebFront.Hosting;
using Contacts.WebFront.Idempotency;
using Contacts.WebFront.Keys;
using Contacts.WebFront.Limits;
using Contacts.WebFront.Newsletter;
using Contacts.WebFront.OpenApi;
using Contacts.WebFront.Requests;
using Contacts.WebFront.Shedding;
using Contacts.WebFront.Support;
using Microsoft.AspNetCore.Connections;
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
    public static IServiceCollection AddContactsFront(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<IConfigureOptions<KestrelServerOptions>>(new KestrelDefaults(configuration));
        services.AddSingleton<IPostConfigureOptions<LoggerFilterOptions>, UrlSilence>();
        services.AddSingleton<ClosableListeners>();
        services.AddSingleton<IConnectionListenerFactory>(provider => provider.GetRequiredService<ClosableListeners>());
        services.AddSingleton<Drain>();
        services.AddHostedService(provider => provider.GetRequiredService<Drain>());
        services.AddOptions<KestrelServerOptions>().Configure<Drain>((kestrel, drain) => kestrel.ConfigureEndpointDefaults(listen => listen.Use(drain.Count)));
        services.AddMetrics();
        services.AddSingleton<RequestMetrics>();
        services.AddSingleton<Readiness>();
        services.AddHostedService<ReadinessWatch>();
        services.AddSingleton<ErrorBoundary>();
        services.AddSingleton<ApiKeyCache>();
        services.AddSingleton<OrganisationLookup>();
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
            : throw new ArgumentException($"Setting {TrustedProxies.Setting}: '{wrong}' is no network and no address.", nameof(configuration)));
        services.AddSingleton(ImportLimit.ReadOrNull(configuration, out var size)
            ?? throw new ArgumentException($"Setting {ImportLimit.Setting}: '{size}' is not {ImportLimit.Accepted}.", nameof(configuration)));
        services.AddApiDescription();
        return services;
    }

    public static WebApplication MapContactsFront(this WebApplication app)
    {
        var boundary = app.Services.GetRequiredService<ErrorBoundary>();
        app.Use(app.Services.GetRequiredService<Drain>().SayLast);
        app.Use(next => http => boundary.InvokeAsync(http, next));
        app.MapApiDescription();
        app.MapHealth();

        var gate = app.Services.GetRequiredService<Gate>();
        MapPublic(new ApiGroup(app.MapGroup("/api/v1"), gate, Surface.Public));
        MapContacts(new ApiGroup(app.MapGroup("/api/v1"), gate, Surface.Contacts));
        MapAdmin(new ApiGroup(app.MapGroup("/bff"), gate, Surface.Admin));
        return app;
    }

    private static void MapPublic(ApiGroup api) => api
        .Post<RegisterContact.Body>("/newsletter/register-contact", RegisterContact.HandleAsync, RegisterContact.Doc)
        .With(surface => surface with { BodyLimit = SubmitContactForm.BodyLimit })
        .Post<SubmitContactForm.Body>("/support/contact-form", SubmitContactForm.HandleAsync, SubmitContactForm.Doc);

    private static void MapContacts(ApiGroup api) => api
        .Get("/contacts", ListContacts.HandleAsync, ListContacts.Doc)
        .Post<CreateContact.Body>("/contacts/create", CreateContact.HandleAsync, CreateContact.Doc)
        .Send<UpdateContact.Body>(["PUT", "POST", "PATCH"], "/contacts/update", UpdateContact.HandleAsync, UpdateContact.Doc)
        .Get("/groups", GroupEndpoints.ListAsync, GroupEndpoints.ListDoc)
        .Post<GroupEndpoints.CreateBody>("/groups/create", GroupEndpoints.CreateAsync, GroupEndpoints.CreateDoc);

    private static void MapAdmin(ApiGroup api) => api
        .Get("/contact/list", ContactList.HandleAsync, ContactList.Doc)
        .Get("/contact/detail", ContactDetails.HandleAsync, ContactDetails.Doc)
        .Post<CreateAdminContact.Body>("/contact/create", CreateAdminContact.HandleAsync, CreateAdminContact.Doc)
        .Upload("/contact/import", ImportFile.CheckType, StartImport.HandleAsync, StartImport.Doc)
        .Get("/contact/import/{jobId}", ImportStatus.HandleAsync, ImportStatus.Doc)
        .Post<ChangeEmail.Body>("/contact/detail-change-email", ChangeEmail.HandleAsync, ChangeEmail.Doc)
        .Post<PreviewEmailChange.Body>("/contact/detail-change-email-preview", PreviewEmailChange.HandleAsync, PreviewEmailChange.Doc)
        .Post<MergeContacts.Body>("/contact/merge-customers", MergeContacts.HandleAsync, MergeContacts.Doc)
        .Post<UndoMerge.Body>("/contact/merge-undo", UndoMerge.HandleAsync, UndoMerge.Doc)
        .Get("/organisation/settings", SettingsEndpoints.GetAsync, SettingsEndpoints.GetDoc)
        .Post<SettingsBody>("/organisation/settings", SettingsEndpoints.ChangeAsync, SettingsEndpoints.ChangeDoc)
        .Get("/ticket/list", TicketEndpoints.ListAsync, TicketEndpoints.ListDoc)
        .Get("/ticket/detail", TicketEndpoints.DetailAsync, TicketEndpoints.DetailDoc)
        .Post<SetTicketStatus.Body>("/ticket/set-status", SetTicketStatus.StatusAsync, SetTicketStatus.StatusDoc)
        .Post<SetTicketStatus.Body>("/ticket/set-spam", SetTicketStatus.SpamAsync, SetTicketStatus.SpamDoc)
        .Post<GenerateKey.Body>("/api-key/generate-key", GenerateKey.HandleAsync, GenerateKey.Doc)
        .Get("/api-key/list", ApiKeyEndpoints.ListAsync, ApiKeyEndpoints.ListDoc)
        .Post<ApiKeyEndpoints.RevokeBody>("/api-key/revoke", ApiKeyEndpoints.RevokeAsync, ApiKeyEndpoints.RevokeDoc)
        .With(surface => surface with { RootOnly = true })
        .Post<CreateOrganisation.Body>("/organisation/create", CreateOrganisation.HandleAsync, CreateOrganisation.Doc);
}
