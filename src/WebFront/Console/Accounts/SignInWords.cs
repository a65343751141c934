using Contacts.WebFront.Console.Sessions;
using Contacts.WebFront.Console.Shell;

namespace Contacts.WebFront.Console.Accounts;

/// <summary>What people are told of attempts to sign in.</summary>
internal static class SignInWords
{
    /// <summary>The status of a page that shows the outcome.</summary>
    public static int StatusOf(SignInOutcome outcome) => outcome switch
    {
        SignInOutcome.Done => StatusCodes.Status200OK,
        SignInOutcome.TooMany => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status400BadRequest,
    };

    /// <summary>Null where nothing is wrong; <paramref name="wrong"/> is said whatever was wrong.</summary>
    public static string? Of(SignInOutcome outcome, string wrong, ConsoleTexts texts) => outcome switch
    {
        SignInOutcome.Wrong => wrong,
        SignInOutcome.TooMany => texts["Too many attempts failed from your network. Try again in 15 minutes."],
        _ => null,
    };
}
