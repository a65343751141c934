using System.Text.Json.Serialization;
using Contacts.Core.Audit;
using Contacts.Core.Settings;
using Contacts.Grains.Abstractions.Organisations;
using Contacts.WebFront.Pipeline;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Organisations;

/// <summary>Organisations and their settings.</summary>
internal static class OrganisationEndpoints
{
    public static ApiGroup MapAdminOrganisations(this ApiGroup api)
    {
        var organisations = api.Tagged("Admin: organisations");
        organisations.With(surface => surface with { RootOnly = true })
            .Post<CreateOrganisationBody, NewOrganisationAnswer>("/organisation/create", CreateOrganisation.HandleAsync, Failure.SlugTaken)
            .Get<OrganisationPageAnswer>("/organisation/list", ListOrganisations.HandleAsync)
            .Post<SuspendOrganisationBody, Answer>("/organisation/suspend", ListOrganisations.SuspendAsync, Failure.OrganisationUnknown);
        return organisations
            .Get<SettingsAnswer>("/organisation/settings", ShowSettingsAsync)
            .Post<SettingsBody, SettingsAnswer>("/organisation/settings", ChangeSettingsAsync);
    }

    /// <summary>Read the settings</summary>
    /// <remarks>The settings of the key's organisation.</remarks>
    public static async Task<Reply<SettingsAnswer>> ShowSettingsAsync(ApiCall call)
    {
        var view = await call.OfOrganisation<IOrganisationGrain>().GetSettingsAsync(call.Aborted);
        return view is null ? Failure.NotFound : SettingsAnswer.Of(view);
    }

    /// <summary>Change settings</summary>
    /// <remarks>
    /// Only what is sent changes, inside the objects too. A setting that does not exist or cannot have the value refuses the whole change.
    /// A change holds everywhere within five seconds.
    /// </remarks>
    public static async Task<Reply<SettingsAnswer>> ChangeSettingsAsync(ApiCall call, SettingsBody body)
    {
        if (call.Effect is not null)
            return await ShowSettingsAsync(call);
        var change = body.ToChange(call.Authority) with { Trail = call.Trail };
        var result = await call.OfOrganisation<IOrganisationGrain>().ChangeSettingsAsync(change, CancellationToken.None);
        return result switch
        {
            { Outcome: SettingsOutcome.Done, View: { } view } => SettingsAnswer.Of(view),
            { Outcome: SettingsOutcome.NotFound } => Failure.NotFound,
            { Outcome: SettingsOutcome.Forbidden } => Failure.NoScope,
            _ => Failures.Of(result.Problem, call.Dialect),
        };
    }
}

[JsonSerializable(typeof(CreateOrganisationBody))]
[JsonSerializable(typeof(NewOrganisationAnswer))]
[JsonSerializable(typeof(OrganisationPageAnswer))]
[JsonSerializable(typeof(SuspendOrganisationBody))]
[JsonSerializable(typeof(SettingsBody))]
[JsonSerializable(typeof(SettingsAnswer))]
internal sealed partial class OrganisationJson : JsonSerializerContext;
