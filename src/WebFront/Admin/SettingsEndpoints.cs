using Contacts.Core.Settings;
using Contacts.Grains.Abstractions.Organisations;
using Contacts.WebFront.Errors;
using Contacts.WebFront.OpenApi;
using Contacts.WebFront.Requests;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Admin;

/// <summary>GET and POST /bff/organisation/settings; both answer with all settings.</summary>
internal static class SettingsEndpoints
{
    public static async Task GetAsync(ApiCall call)
    {
        var view = await call.OfOrganisation<IOrganisationGrain>().GetSettingsAsync(call.Aborted);
        await (view is null ? call.FailAsync(Failure.NotFound) : Answers.SuccessAsync(call.Http, view, SettingsJson.Write));
    }

    public static async Task ChangeAsync(ApiCall call, SettingsBody body)
    {
        if (call.Effect is not null)
        {
            await GetAsync(call);
            return;
        }

        var change = body.ToChange(call.Caller.Hash) with { Stamp = call.Stamp };
        var result = await call.OfOrganisation<IOrganisationGrain>().ChangeSettingsAsync(change, CancellationToken.None);
        await (result switch
        {
            { Outcome: SettingsOutcome.Done, View: { } view } => Answers.SuccessAsync(call.Http, view, SettingsJson.Write),
            { Outcome: SettingsOutcome.NotFound } => call.FailAsync(Failure.NotFound),
            { Outcome: SettingsOutcome.Forbidden } => call.FailAsync(Failure.NoScope),
            _ => call.FailAsync(FieldNames.ToFailure(result.Problem, call.Dialect)),
        });
    }

    private static readonly FieldDoc[] Settings =
    [
        Text("name", "Display name of the organisation.", "Acme Corp").AtMost(128),
        Text("defaultRegion", "ISO 3166 code by whose plan national phone numbers are read; null: only international ones are accepted.", "CZ")
            .OrNull(),
        Text(
            "emailCanonicalization",
            "Which spellings of an address are one contact. Switching it re-keys the contacts in the background; nothing is merged by itself.",
            "none").OneOf("none", "provider"),
        Flag("registerTicketCustomers", "Whether the customer of a ticket that is not spam becomes a contact."),
        Object(
            "spam", "When a ticket is spam.",
            Whole("threshold", "The score from which on a ticket is spam, 1 to 1000.", 100),
            Texts("allowedCountries", "ISO 3166 codes; empty: all.", "CZ", "SK"),
            Texts("blockedCountries", "ISO 3166 codes.", "KP")),
        Object(
            "support", "Where mail of tickets may go.",
            Texts("allowedRecipients", "Addresses, or @domain for all of a domain.", "help@example.com", "@example.org"),
            Text("defaultRecipient", "Where it goes when the form names no allowed one.", "help@example.com").OrNull()),
        Object(
            "limits", "Limits of all keys of the organisation together; null: none but the keys' own.",
            Whole("perMinute", "Requests in a UTC minute.", 100000).OrNull(),
            Whole("perHour", "Requests in a UTC hour.", 1000000).OrNull()).OrNull(),
    ];

    private static readonly FieldDoc[] Answer =
    [
        Object("settings", "All settings.", Settings),
        Object(
            "emailRekeying", "How far the contacts have the canonical addresses of the present setting.",
            Text("state", "none: it was never switched.", "done").OneOf("none", "running", "done"),
            Whole("done", "Contacts looked at.", 1200),
            Whole("total", "Contacts with an address.", 1200),
            Objects(
                "collisions", "Contacts that are one under the present setting, left as they are; at most 1000.",
                Text("email", "The canonical address.", "jan.novak@gmail.com"),
                Texts("ids", "External ids: whose the address is, and who was left.", "Zx81KqPw0sLm4TtR", "Ab12CdEf34GhIj56"),
                Wholes("contactIds", "Integer ids of the same contacts.", 17, 4))),
    ];

    public static readonly RouteDoc GetDoc = new("Admin: organisations", "Read the settings", "The settings of the key's organisation.")
    {
        Answer = Answer,
    };

    public static readonly RouteDoc ChangeDoc = new(
        "Admin: organisations", "Change settings",
        "Only what is sent changes, inside the objects too. A setting that does not exist or cannot have the value refuses the whole change. "
        + "A change holds everywhere within five seconds.")
    {
        Body = Settings,
        Answer = Answer,
    };
}
