using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Contacts.Core.Users;
using Contacts.Grains.Abstractions.Organisations;
using Contacts.Grains.Abstractions.Users;
using Contacts.WebFront.Pipeline;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Keys;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Users;

/// <summary>People who use the console.</summary>
internal static class UserEndpoints
{
    public static ApiGroup MapAdminUsers(this ApiGroup api)
    {
        api.Tagged("Admin: people").With(surface => surface with { OrganisationInBody = true })
            .Post<CreateUserBody, InvitedUserAnswer>(
                "/user/create", CreateUser.HandleAsync, Failure.OrganisationUnknown, Failure.UserIsMember);
        api.Tagged("Admin: people").With(surface => surface with { RootOnly = true })
            .Post<ResetTwoFactorBody, Answer>(
                "/user/reset-two-factor", ResetTwoFactor.HandleAsync, Failure.NotFound, Failure.ChangedMeanwhile);
        return api;
    }
}

internal static class CreateUser
{
    private const int Service = 0;

    /// <summary>Invite a person to the console</summary>
    /// <remarks>
    /// A mail with the link goes out, which works once and for seven days; a new invitation makes an earlier one void. The person becomes a
    /// member by accepting it. A ROOT key names the organisation; any other key invites to its own. Only a ROOT key invites operators, who
    /// belong to no organisation.
    /// </remarks>
    public static async Task<Reply<InvitedUserAnswer>> HandleAsync(ApiCall call, CreateUserBody body)
    {
        var (organisationId, failure) = await OrganisationAsync(call, body);
        if (failure is not null)
            return failure;
        var team = call.Team(organisationId);
        if (call.Effect is { } effect)
            return await team.FindInviteUrlAsync(effect.Id, CancellationToken.None) is { } known
                ? new InvitedUserAnswer(known)
                : Failure.NotFound;
        var request = new InviteRequest { Email = body.Email, Role = body.Role, Trail = call.Trail, StampedIn = call.OrganisationId };
        var result = await team.InviteAsync(request, CancellationToken.None);
        return result switch
        {
            { Outcome: TeamOutcome.Done, InviteUrl: { } url } => new InvitedUserAnswer(url),
            { Outcome: TeamOutcome.AlreadyMember } => Failure.UserIsMember,
            _ => Failures.Of(result.Problem, call.Dialect),
        };
    }

    private static async Task<(int Id, Failure? Failure)> OrganisationAsync(ApiCall call, CreateUserBody body)
    {
        if (!call.Caller.IsRoot && body.Role == RoleNames.Operator)
            return (Service, Failure.NoScope);
        var slug = NamedBy(call, body);
        if (slug is null)
            return (call.OrganisationId, null); // Of a ROOT key that of the service: the role decides whether that is enough.
        var found = await call.OfService<IOrganisationDirectoryGrain>().FindAsync(slug, CancellationToken.None);
        return found is not null && (call.Caller.IsRoot || found.Id == call.OrganisationId)
            ? (found.Id, null)
            : (Service, Failure.OrganisationUnknown);
    }

    private static string? NamedBy(ApiCall call, CreateUserBody body)
    {
        if (!string.IsNullOrWhiteSpace(body.Organisation))
            return body.Organisation;
        return call.Caller.IsRoot && body.Role != RoleNames.Operator ? OrganisationLookup.SlugOf(call.Http.Request).Slug : null;
    }
}

/// <summary>A person to invite.</summary>
internal sealed record CreateUserBody
{
    /// <summary>Where the invitation goes, and the name to sign in with.</summary><example>jan@barasek.com</example>
    [Required] public string? Email { get; set; }

    /// <summary>Slug; needed with a ROOT key, unless the role is operator.</summary><example>demo</example>
    public string? Organisation { get; set; }

    /// <summary>What the person may do.</summary><example>agent</example>
    [Required, AllowedValues("owner", "admin", "agent", "viewer", "operator")] public string? Role { get; set; }
}

/// <param name="InviteUrl">Where the invitation is accepted, as in the mail.</param>
internal sealed record InvitedUserAnswer(string InviteUrl) : Answer;

[JsonSerializable(typeof(CreateUserBody))]
[JsonSerializable(typeof(ResetTwoFactorBody))]
[JsonSerializable(typeof(InvitedUserAnswer))]
internal sealed partial class UserJson : JsonSerializerContext;
