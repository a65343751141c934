using Contacts.WebFront.Console.Sessions;
using Contacts.WebFront.Console.Shell;

namespace Contacts.WebFront.Console.Accounts;

/// <summary>Short ways to what pages of accounts need of a request's services.</summary>
internal static class AccountServices
{
    public static SignIns SignIns(this ConsoleCall call) => call.Http.RequestServices.GetRequiredService<SignIns>();

    public static Passkeys Passkeys(this ConsoleCall call) => call.Http.RequestServices.GetRequiredService<Passkeys>();

    public static Passwords Passwords(this ConsoleCall call) => call.Http.RequestServices.GetRequiredService<Passwords>();

    public static Sessions.Sessions Sessions(this ConsoleCall call) =>
        call.Http.RequestServices.GetRequiredService<Sessions.Sessions>();

    /// <summary>The token of a link, which is the last part of the address.</summary>
    public static string Token(this ConsoleCall call) => (string)call.Http.GetRouteValue("token")!;
}

/// <summary>Where a person was going when asked to sign in.</summary>
internal static class ReturnAddress
{
    private const string Home = "/console";

    /// <summary>An address within the console; any other one is not followed.</summary>
    public static string Of(string? address) =>
        address is not null && (address == Home || address.StartsWith(Home + "/", StringComparison.Ordinal))
        && !address.Contains('\\') && !address.Any(char.IsControl)
            ? address
            : Home;
}
