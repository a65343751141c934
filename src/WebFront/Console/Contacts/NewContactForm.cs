using Contacts.Core.Contacts;
using Contacts.Core.Settings;
using Contacts.Grains.Abstractions.Organisations;
using Contacts.WebFront.Console.Shell;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Console.Contacts;

/// <summary>Creates a contact by hand.</summary>
internal static class NewContactForm
{
    public static Task<ConsoleAnswer> ShowAsync(ConsoleCall call) => Task.FromResult(Show(call, FormCollection.Empty, null));

    public static async Task<ConsoleAnswer> CreateAsync(ConsoleCall call, IFormCollection form)
    {
        var settings = await call.OfOrganisation<IOrganisationGrain>().GetSettingsAsync(call.Aborted);
        if (settings is null) return Failure.NotFound;
        var request = new ContactRequest
        {
            Email = form["email"], Phone = form["phone"], ForeignId = form["externalId"], Source = "console",
            Actor = call.Actor, Trail = call.Trail,
            GroupNames = [.. form["groups"].ToString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
        }.WithProfile<ContactRequest, string?>(field => form[field.JsonName].ToString());
        var (contact, problem) = request.CheckNew(IdentitySettings.Of(settings.Settings));
        if (contact is null) return Show(call, form, call.Texts.Of(problem!));
        var result = await call.CreateAsync(contact);
        if (result.Outcome == ContactOutcome.Done) return ConsoleAnswer.Redirect(await PathOfAsync(call, result));
        return result is { Outcome: ContactOutcome.EmailTaken, Owner: { } owner }
            ? ConsoleAnswer.Redirect(call.PathOf($"contacts/{owner}?done=exists"))
            : Show(call, form, ContactWords.Of(call.Texts, result));
    }

    private static async Task<string> PathOfAsync(ConsoleCall call, ContactResult result)
    {
        var created = result.Contact ?? (await call.Contact(result.ContactId!.Value).GetDetailAsync(CancellationToken.None))!.Contact;
        return call.PathOf($"contacts/{created.ExternalId}?done=created");
    }

    private static ConsoleAnswer Show(ConsoleCall call, IFormCollection form, string? problem) => ConsoleAnswer.Show<NewContactPage>(
        problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest, call,
        (nameof(NewContactPage.Form), form), (nameof(NewContactPage.Problem), problem));
}
