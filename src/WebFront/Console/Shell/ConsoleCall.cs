using System.Globalization;
using Contacts.Core.Audit;
using Contacts.Core.Consent;
using Contacts.Core.Keys;
using Contacts.Core.Users;
using Contacts.Grains.Abstractions;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.Grains.Abstractions.Imports;
using Contacts.Grains.Abstractions.Users;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Clients;
using Microsoft.AspNetCore.Antiforgery;
using Orleans;

namespace Contacts.WebFront.Console.Shell;

/// <summary>A request to the console that was let in: who makes it, in which organisation and language, and the grains to ask.</summary>
public sealed class ConsoleCall
{
    private readonly IGrainFactory _grains;
    private readonly IAntiforgery _antiforgery;
    private readonly Membership? _organisation;
    private readonly TrustedProxies _proxies;
    private string? _formToken;

    internal ConsoleCall(
        HttpContext http, SignedInUser? user, Membership? organisation, IGrainFactory grains, IAntiforgery antiforgery,
        TrustedProxies proxies)
    {
        (Http, User, _organisation, _grains, _antiforgery, _proxies) = (http, user, organisation, grains, antiforgery, proxies);
        Texts = ConsoleTexts.Of(http.Request, user?.Language);
    }

    public HttpContext Http { get; }

    /// <summary>Null where nobody is signed in.</summary>
    public SignedInUser? User { get; }

    public ConsoleTexts Texts { get; }

    /// <summary>For reads; commands do not take it.</summary>
    public CancellationToken Aborted => Http.RequestAborted;

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
        Actor = new() { Kind = ActorKind.User, Id = userId, Name = email, Ip = _proxies.CallerOf(Http) },
    };

    /// <summary>From where the request comes.</summary>
    internal ConsentEvidence Evidence => CallerEvidence.Of(Http, _proxies);

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

    internal TGrain OfOrganisation<TGrain>()
        where TGrain : IGrainWithIntegerKey => _grains.GetGrain<TGrain>(Organisation.OrganisationId);

    /// <summary>A grain that stands for the whole service.</summary>
    internal TGrain OfService<TGrain>()
        where TGrain : IGrainWithIntegerKey => _grains.GetGrain<TGrain>(0);

    /// <summary>The person's own account.</summary>
    internal IUserGrain Account => AccountOf(User!.UserId);

    internal IUserGrain AccountOf(long userId) => _grains.GetGrain<IUserGrain>(userId);

    internal IContactGrain Contact(long id) => _grains.GetGrain<IContactGrain>(GrainKeys.Contact(Organisation.OrganisationId, id));

    /// <summary>The grain of a canonical address.</summary>
    internal IEmailGrain Email(string emailKey) =>
        _grains.GetGrain<IEmailGrain>(GrainKeys.Email(Organisation.OrganisationId, emailKey));

    internal IImportGrain Import(long id) => _grains.GetGrain<IImportGrain>(GrainKeys.Import(Organisation.OrganisationId, id));
}
