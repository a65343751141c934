using System.Globalization;
using Contacts.Core.Audit;
using Contacts.Core.Keys;
using Contacts.Core.Users;
using Contacts.Grains.Abstractions.Users;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Clients;
using Microsoft.AspNetCore.Antiforgery;
using Orleans;

namespace Contacts.WebFront.Console.Shell;

/// <summary>A request to the console that was let in: who makes it, in which organisation and language.</summary>
public sealed class ConsoleCall : AdmittedCall
{
    private readonly IAntiforgery _antiforgery;
    private readonly Membership? _organisation;
    private string? _formToken;

    internal ConsoleCall(
        HttpContext http, SignedInUser? user, Membership? organisation, IGrainFactory grains, IAntiforgery antiforgery,
        TrustedProxies proxies)
        : base(http, grains, proxies)
    {
        (User, _organisation, _antiforgery) = (user, organisation, antiforgery);
        Texts = ConsoleTexts.Of(http.Request, user?.Language);
    }

    /// <summary>Null where nobody is signed in.</summary>
    public SignedInUser? User { get; }

    public ConsoleTexts Texts { get; }

    public bool IsInOrganisation => _organisation is not null;

    /// <summary>The organisation in the address, with the person's role. There is one wherever the route is for members.</summary>
    public Membership Organisation => _organisation ?? throw new InvalidOperationException("The route names no organisation.");

    /// <summary>How histories name the person.</summary>
    public string Actor => User!.Email;

    /// <summary>By which grains look up what the person may administer.</summary>
    internal Authority Authority => Authority.OfUser(User!.UserId);

    /// <summary>What every command leaves in the audit: who gave it, and from where.</summary>
    internal CommandTrail Trail => TrailOf(User!.UserId, User.Email);

    /// <summary>The trail of a person who is about to be let in.</summary>
    internal CommandTrail TrailOf(long userId, string email) => new()
    {
        Actor = new() { Kind = ActorKind.User, Id = userId, Name = email, Ip = Address },
    };

    /// <summary>The hidden field of forms that proves that they come from this service.</summary>
    public static string FormTokenField => "__RequestVerificationToken";

    /// <summary>The value of <see cref="FormTokenField"/>, or of the header RequestVerificationToken where a script sends.</summary>
    public string FormToken => _formToken ??= _antiforgery.GetAndStoreTokens(Http).RequestToken!;

    /// <summary>Whether the person's role in the organisation includes another one.</summary>
    public bool May(Role role) => Organisation.Role >= role;

    /// <summary>The address of a page of the organisation; the overview's without a name.</summary>
    public string PathOf(string page = "") => $"/console/o/{Organisation.Slug}{(page.Length == 0 ? "" : "/")}{page}";

    /// <summary>The id of the record that the address names, as it stands there.</summary>
    internal string RouteId => (string)Http.GetRouteValue("id")!;

    /// <summary>The same where the route takes only numbers.</summary>
    internal long RouteNumber => long.Parse(RouteId, CultureInfo.InvariantCulture);

    /// <summary>The values of the address behind the question mark.</summary>
    internal QueryValues Query => new(Http.Request.Query);

    internal override int OrganisationId => Organisation.OrganisationId;

    /// <summary>The person's own account.</summary>
    internal IUserGrain Account => AccountOf(User!.UserId);
}
