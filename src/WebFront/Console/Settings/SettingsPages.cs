using Contacts.Core.Settings;
using Contacts.Core.Users;
using Contacts.Grains.Abstractions.Organisations;
using Contacts.WebFront.Console.Shell;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Console.Settings;

/// <summary>The settings of the organisation. Only what differs from what the page showed is changed.</summary>
internal static class SettingsPages
{
    public static ConsoleGroup MapSettings(this ConsoleGroup console)
    {
        console.For(Role.Admin).Page("/settings", ShowAsync).Form("/settings", SaveAsync);
        return console;
    }

    private static Task<ConsoleAnswer> ShowAsync(ConsoleCall call) => ShowAsync(call, null, null);

    private static async Task<ConsoleAnswer> ShowAsync(ConsoleCall call, IFormCollection? sent, string? problem)
    {
        if (await call.OfOrganisation<IOrganisationGrain>().GetSettingsAsync(call.Aborted) is not { } view) return Failure.NotFound;
        return ConsoleAnswer.Show<SettingsPage>(
            problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest, call,
            (nameof(SettingsPage.View), view), (nameof(SettingsPage.Sent), sent), (nameof(SettingsPage.Problem), problem));
    }

    private static async Task<ConsoleAnswer> SaveAsync(ConsoleCall call, IFormCollection form)
    {
        var change = new SettingsForm(form).ToChange() with { Authority = call.Authority, Trail = call.Trail };
        var result = await call.OfOrganisation<IOrganisationGrain>().ChangeSettingsAsync(change, CancellationToken.None);
        return result.Outcome switch
        {
            SettingsOutcome.Done => ConsoleAnswer.Redirect(call.PathOf("settings?done=saved")),
            SettingsOutcome.NotFound => Failure.NotFound,
            SettingsOutcome.Forbidden => await ShowAsync(call, form, call.Texts["Only whoever operates the service changes these limits."]),
            _ => await ShowAsync(call, form, $"{result.Problem!.Member ?? result.Problem.Field.ToString()} {result.Problem.Rule}"),
        };
    }
}
