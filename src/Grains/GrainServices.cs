using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Mail;
using Contacts.Grains.Analytics;
using Contacts.Grains.ApiKeys;
using Contacts.Grains.Batching;
using Contacts.Grains.Consent;
using Contacts.Grains.Contacts;
using Contacts.Grains.Exports;
using Contacts.Grains.Groups;
using Contacts.Grains.Imports;
using Contacts.Grains.Limits;
using Contacts.Grains.Organisations;
using Contacts.Grains.Placement;
using Contacts.Grains.Retention;
using Contacts.Grains.Tickets;
using Contacts.Grains.Users;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Contacts.Grains;

/// <summary>Registers what the grains share within one process. The stores come from elsewhere.</summary>
public static class GrainServices
{
    public static IServiceCollection AddContactsGrains(this IServiceCollection services)
    {
        services.AddHostedService<WarmUp>(); // First: it runs while the others start.
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<BatchOptions>();
        services.TryAddSingleton<ApiKeyOptions>();
        services.AddSingleton<SecurityLog>();
        services.AddSingleton<Authorities>();
        services.AddComputedPlaces();
        services.AddSingleton(provider => new ListReads(
            provider.GetRequiredService<IContactStore>().MaxConcurrentLists, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ContactWriter>();
        services.AddSingleton<ContactIntake>();
        services.AddSingleton<ContactMerger>();
        services.AddSingleton<EmailClaims>();
        services.AddSingleton<ContactUpdates>();
        services.AddSingleton<ContactUpserts>();
        services.AddSingleton<ConsentLedger>();
        services.AddSingleton<ConfirmationPolicy>();
        services.AddSingleton<SuppressedSignUps>();
        services.AddSingleton<ConsentActs>();
        services.AddSingleton<UnconfirmedConsents>();
        services.AddSingleton<ConsentPages>();
        services.AddSingleton<ContactLinkMaker>();
        services.AddSingleton<LinkKeyRing>();
        services.AddSingleton<IMailComposer, ConfirmationMailComposer>();
        services.AddHostedService<ConsentLapsing>();
        services.AddSingleton<UserLinks>();
        services.AddSingleton<IMailComposer, InvitationMailComposer>();
        services.AddSingleton<IMailComposer, ResetMailComposer>();
        services.AddSingleton<GroupCatalogue>();
        services.AddSingleton<GroupMovesSignal>();
        services.AddHostedService<GroupMoves>();
        services.AddSingleton<OrganisationCatalogue>();
        services.AddSingleton<RekeyingSignal>();
        services.AddHostedService<RekeyingService>();
        services.AddTickets();
        services.AddSingleton<ContactExporter>();
        services.TryAddSingleton<ImportOptions>();
        services.AddSingleton<DryRun>();
        services.AddSingleton<ImportRoom>();
        services.AddSingleton<UndoRunner>();
        services.AddSingleton<ImportRunner>();
        services.AddSingleton<ImportSignal>();
        services.AddHostedService<ImportService>();
        services.AddHostedService<SignUpFolding>();
        services.AddHostedService<Sweeping>();
        services.AddHostedService<RetentionWork>();
        return services;
    }
}
