using System.Globalization;
using System.Security.Claims;
using Contacts.Core.Users;
using Contacts.Grains.Abstractions.Organisations;
using Contacts.WebFront.Console.Sessions;
using Contacts.WebFront.Pages;
using Contacts.WebFront.Pipeline.Clients;
using Contacts.WebFront.Pipeline.Replies;
using Contacts.WebFront.Pipeline.Shedding;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Orleans;

namespace Contacts.WebFront.Console.Shell;

/// <summary>
/// The one filter before every route of the console: session, organisation, role; and for what changes something, where it comes from and
/// the form's token. The first to fail answers.
/// </summary>
internal sealed class ConsoleGuard(
    ISessions sessions, IAntiforgery antiforgery, IGrainFactory grains, TrustedProxies proxies, ConcurrencyLimit room, ConsolePages pages)
{
    /// <summary>A route that shows something.</summary>
    public RequestDelegate Show(ConsoleRoute route, Func<ConsoleCall, Task<ConsoleAnswer>> handler) =>
        http => RunAsync(http, route, async call => await InRoomAsync(handler, call));

    /// <summary>A route that takes a form.</summary>
    public RequestDelegate Take(ConsoleRoute route, Func<ConsoleCall, IFormCollection, Task<ConsoleAnswer>> handler) =>
        http => RunAsync(http, route, async call => await TakeAsync(call, handler));

    /// <summary>A route that takes a body that is no form; its script sends the token in a header.</summary>
    public RequestDelegate Upload(ConsoleRoute route, Func<ConsoleCall, Task<ConsoleAnswer>> handler) =>
        http => RunAsync(http, route, async call => await CheckTokenAsync(http, FormCollection.Empty) ?? await handler(call));

    /// <summary>A route whose handler writes the response itself, unless it gives back what failed before.</summary>
    public RequestDelegate Stream(ConsoleRoute route, Func<ConsoleCall, Task<Failure?>> handler) =>
        http => RunAsync(http, route, async call => await handler(call) is { } failure ? (ConsoleAnswer)failure : null);

    /// <summary>Sends what comes of a handler that is let in; null where it has answered itself.</summary>
    private async Task RunAsync(HttpContext http, ConsoleRoute route, Func<ConsoleCall, Task<ConsoleAnswer?>> run)
    {
        var (call, refused) = await AdmitAsync(http, route);
        if ((refused ?? await run(call)) is { } answer) await pages.SendAsync(call, answer);
    }

    private async Task<ConsoleAnswer?> TakeAsync(ConsoleCall call, Func<ConsoleCall, IFormCollection, Task<ConsoleAnswer>> handler)
    {
        var form = await PageForm.ReadAsync(call.Http);
        if (form.Failure is { } failure) return failure;
        if (form.Fields!.Any(field => field.Value.Any(text => text?.Contains('\0') == true))) return Failure.BadRequest;
        return await CheckTokenAsync(call.Http, form.Fields!) ?? await InRoomAsync(one => handler(one, form.Fields!), call);
    }

    private async Task<(ConsoleCall Call, ConsoleAnswer? Refused)> AdmitAsync(HttpContext http, ConsoleRoute route)
    {
        var user = await sessions.FindAsync(http);
        // The token of a form belongs to who it was made for.
        if (user is not null) http.User = PrincipalOf(user);
        var isUnsafe = !HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method);
        var membership = user is null ? null : await MembershipAsync(user, http.GetRouteValue(ConsoleRoute.Slug) as string);
        var call = new ConsoleCall(http, user, membership, grains, antiforgery, proxies);
        if (isUnsafe && !SameOrigin.Is(http.Request)) return (call, Failure.ForeignForm);
        if (route.Audience == ConsoleAudience.Anyone) return (call, null);
        if (user is null) return (call, isUnsafe ? Failure.NotSignedIn : ConsoleAnswer.Redirect(SignInPath(http.Request)));
        return (call, Refusal(route, user, membership));
    }

    private static ConsoleAnswer? Refusal(ConsoleRoute route, SignedInUser user, Membership? membership) => route.Audience switch
    {
        ConsoleAudience.Operator when !user.IsOperator => Failure.NotFound,
        ConsoleAudience.Member when membership is null => Failure.NotFound,
        ConsoleAudience.Member when membership.Role < route.Minimum => Failure.RoleMissing,
        ConsoleAudience.Member when membership.RequiresTwoFactor && !user.HasTwoFactor && !user.IsOperator =>
            ConsoleAnswer.Redirect("/console/account/two-factor"),
        _ => null,
    };

    /// <summary>An operator may do anything anywhere, also without being a member.</summary>
    private async ValueTask<Membership?> MembershipAsync(SignedInUser user, string? slug)
    {
        if (slug is null) return null;
        if (!user.IsOperator) return user.Memberships.FirstOrDefault(one => one.Slug == slug);
        var found = await grains.GetGrain<IOrganisationDirectoryGrain>(0).FindAsync(slug, CancellationToken.None);
        return found is null
            ? null
            : new() { OrganisationId = found.Id, Slug = found.Slug, Name = found.Name, Role = Role.Owner };
    }

    private async Task<ConsoleAnswer?> CheckTokenAsync(HttpContext http, IFormCollection form)
    {
        http.Features.Set<IFormFeature>(new FormFeature(form));
        return await antiforgery.IsRequestValidAsync(http) ? null : (ConsoleAnswer)Failure.StaleForm;
    }

    private Task<ConsoleAnswer> InRoomAsync(Func<ConsoleCall, Task<ConsoleAnswer>> run, ConsoleCall call) =>
        room.RunAsync<ConsoleAnswer>(() => run(call), Failure.Unavailable);

    private static string SignInPath(HttpRequest request) =>
        request.Path == "/console" ? "/console/sign-in"
        : $"/console/sign-in?returnTo={Uri.EscapeDataString(request.Path + request.QueryString)}";

    private static ClaimsPrincipal PrincipalOf(SignedInUser user) => new(new ClaimsIdentity(
        [new(ClaimTypes.NameIdentifier, user.UserId.ToString(CultureInfo.InvariantCulture))], "console"));
}
