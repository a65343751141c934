using System.Globalization;
using System.Security.Claims;
using Contacts.Core;
using Contacts.Grains.Abstractions.Users;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Orleans;

namespace Contacts.WebFront.Console.Sessions;

/// <summary>
/// Registers devices by which people sign in, and signs them in. ASP.NET Core Identity makes what a device is asked for and checks what it
/// answers; the browser keeps, sealed in a cookie, what it was asked for. A device that has verified its user is both factors at once, and
/// nobody can guess it: attempts are not counted.
/// </summary>
internal sealed class Passkeys(IPasskeyHandler<ConsoleUser> handler, IGrainFactory grains, Sessions sessions)
{
    /// <summary>What any device is asked for that signs somebody in: JSON for the browser.</summary>
    public async Task<string> AskAsync(HttpContext http)
    {
        var options = await handler.MakeRequestOptionsAsync(null, http);
        await RememberAsync(http, options.AssertionState);
        return options.RequestOptionsJson;
    }

    /// <summary>What a new device of a person is asked for: JSON for the browser.</summary>
    public async Task<string> AskNewAsync(HttpContext http, ConsoleUser user)
    {
        var entity = new PasskeyUserEntity { Id = IdOf(user), Name = user.Email, DisplayName = user.Email };
        var options = await handler.MakeCreationOptionsAsync(entity, http);
        await RememberAsync(http, options.AttestationState);
        return options.CreationOptionsJson;
    }

    /// <summary>
    /// Adds a device by its answer. False where that is none to what the person was asked for, the device is known, or the person has too
    /// many.
    /// </summary>
    public async Task<bool> AddAsync(HttpContext http, ConsoleUser user, string credential, string name)
    {
        var state = await RecallAsync(http);
        if (state is null || credential.Length == 0) return false;
        var result = await handler.PerformAttestationAsync(
            new() { HttpContext = http, CredentialJson = credential, AttestationState = state });
        ThrowIfAway(result.Failure);
        return result.Succeeded && result.UserEntity.Id == IdOf(user)
            && await Grain(user).AddPasskeyAsync(PasskeyInfo.Read(result.Passkey, user, name), user.Trail, CancellationToken.None);
    }

    /// <summary>
    /// Begins a session by the answer of a device; false where that is none to what was asked for, or the device unknown.
    /// </summary>
    public async Task<bool> SignInAsync(HttpContext http, string credential)
    {
        var state = await RecallAsync(http);
        if (state is null || credential.Length == 0) return false;
        var result = await handler.PerformAssertionAsync(
            new() { HttpContext = http, CredentialJson = credential, AssertionState = state });
        ThrowIfAway(result.Failure);
        if (!result.Succeeded) return false;
        var passkey = PasskeyInfo.Read(result.Passkey, result.User, result.Passkey.Name ?? "");
        if (!await Grain(result.User).UsePasskeyAsync(passkey, CancellationToken.None)) return false;
        await sessions.BeginAsync(http, result.User.Account);
        return true;
    }

    private IUserGrain Grain(ConsoleUser user) => grains.GetGrain<IUserGrain>(user.Id);

    private static Task RememberAsync(HttpContext http, string? state) => http.SignInAsync(
        CookieNames.Passkey, new(new ClaimsIdentity([new(ClaimTypes.UserData, state ?? "")], CookieNames.Passkey)));

    /// <summary>What the browser was asked for, once.</summary>
    private static async Task<string?> RecallAsync(HttpContext http)
    {
        var state = (await http.AuthenticateAsync(CookieNames.Passkey)).Principal?.FindFirstValue(ClaimTypes.UserData);
        await http.SignOutAsync(CookieNames.Passkey);
        return state;
    }

    /// <summary>Identity takes an outage for a wrong answer.</summary>
    private static void ThrowIfAway(PasskeyException? failure)
    {
        if (failure?.InnerException is StoreUnavailableException away) throw new StoreUnavailableException(away.Message, away);
    }

    private static string IdOf(ConsoleUser user) => user.Id.ToString(CultureInfo.InvariantCulture);
}
