using Contacts.Core.Users;
using Contacts.WebFront.Console.Accounts;
using Contacts.WebFront.Console.Audit;
using Contacts.WebFront.Console.Contacts;
using Contacts.WebFront.Console.Groups;
using Contacts.WebFront.Console.Imports;
using Contacts.WebFront.Console.Inbox;
using Contacts.WebFront.Console.Keys;
using Contacts.WebFront.Console.Organisations;
using Contacts.WebFront.Console.Overview;
using Contacts.WebFront.Console.Privacy;
using Contacts.WebFront.Console.Sessions;
using Contacts.WebFront.Console.Settings;
using Contacts.WebFront.Console.Shell;
using Contacts.WebFront.Console.Team;
using Contacts.WebFront.Pipeline;

namespace Contacts.WebFront.Console;

/// <summary>The console for people: its services, and the table of contents of its routes.</summary>
internal static class ConsoleEndpoints
{
    public static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.AddSessions();
        services.AddSingleton<ConsolePages>();
        services.AddSingleton<IErrorPages>(provider => provider.GetRequiredService<ConsolePages>());
        return services.AddSingleton<ConsoleGuard>();
    }

    public static void MapConsole(this WebApplication app)
    {
        // Routes of the console ask who is signed in by themselves: no other request pays for it.
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
        var guard = app.Services.GetRequiredService<ConsoleGuard>();
        ConsoleGroup Group(string prefix, ConsoleAudience audience) => new(app.MapGroup(prefix), guard, new(audience));

        Group("/console", ConsoleAudience.Anyone).MapSignIn().MapUserLinks();
        Group("/console", ConsoleAudience.Person).Page("", Start).MapAccount();
        Group($"/console/o/{{{ConsoleRoute.Slug}}}", ConsoleAudience.Member).MapOverview().MapContacts().MapGroups().MapInbox().MapImports()
            .MapKeys().MapSettings().MapTeam().MapPrivacy().MapAudit();
        Group("/console", ConsoleAudience.Operator).MapOrganisations();
    }

    /// <summary>The first organisation of the person; an operator without one sees all of them.</summary>
    private static Task<ConsoleAnswer> Start(ConsoleCall call) => Task.FromResult(call.User switch
    {
        { Memberships: [var first, ..] } => ConsoleAnswer.Redirect($"/console/o/{first.Slug}"),
        { IsOperator: true } => ConsoleAnswer.Redirect("/console/organisations"),
        _ => ConsoleAnswer.Redirect("/console/account"),
    });
}
