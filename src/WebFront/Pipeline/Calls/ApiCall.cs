using System.Net;
using Contacts.Core.Audit;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Idempotency;
using Contacts.Core.Keys;
using Contacts.Grains.Abstractions;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.Grains.Abstractions.Imports;
using Contacts.Grains.Abstractions.Users;
using Contacts.WebFront.Pipeline.Clients;
using Contacts.WebFront.Pipeline.Json;
using Contacts.WebFront.Pipeline.Keys;
using Contacts.WebFront.Pipeline.Replies;
using Orleans;

namespace Contacts.WebFront.Pipeline.Calls;

/// <summary>
/// What an earlier run of the very same request has committed before it died: the id of the record it wrote, and what it left for the
/// answer to say.
/// </summary>
internal sealed record CommittedEffect(long Id, string? Note);

/// <summary>A request that was let in: who makes it, in which dialect, and the grains to ask.</summary>
internal sealed class ApiCall(HttpContext http, Surface surface, Caller caller, IGrainFactory grains, TrustedProxies proxies)
{
    public HttpContext Http => http;
    public Dialect Dialect => surface.Dialect;
    public Caller Caller => caller;
    public int OrganisationId => caller.OrganisationId;

    /// <summary>There is one where the caller sent an Idempotency-Key.</summary>
    public IdempotencyStamp? Stamp { get; init; }

    /// <summary>What a command leaves beside its effect; null: nothing.</summary>
    public CommandTrail? Trail =>
        surface.IsAudited || Stamp is not null ? new() { Actor = surface.IsAudited ? caller.ActorAt(Address) : null, Stamp = Stamp } : null;

    /// <summary>By which grains look up what the caller may administer.</summary>
    public Authority Authority => Authority.OfKey(caller.Hash);

    /// <summary>Where there is one, the answer is to be made from it, without executing anything.</summary>
    public CommittedEffect? Effect { get; init; }

    /// <summary>
    /// For reads. Commands do not take it: what a caller who hung up has asked for is done or not as a whole either way, and a token
    /// that can be cancelled costs more than it saves.
    /// </summary>
    public CancellationToken Aborted => http.RequestAborted;

    /// <summary>Who makes the request, by the rules of proxies; null if that is not known.</summary>
    public IPAddress? Address => proxies.CallerOf(http);

    /// <summary>From where the request comes, and what it says of the page and the text that the person saw.</summary>
    public ConsentEvidence Evidence(string? page = null, string? textVersion = null)
    {
        var evidence = CallerEvidence.Of(http, proxies);
        return page is null && textVersion is null ? evidence : evidence with { Page = page, TextVersion = textVersion };
    }

    /// <summary>A grain of the caller's organisation.</summary>
    public TGrain OfOrganisation<TGrain>()
        where TGrain : IGrainWithIntegerKey => grains.GetGrain<TGrain>(caller.OrganisationId);

    /// <summary>A grain that stands for the whole service.</summary>
    public TGrain OfService<TGrain>()
        where TGrain : IGrainWithIntegerKey => grains.GetGrain<TGrain>(0);

    public IContactGrain Contact(long id) => grains.GetGrain<IContactGrain>(GrainKeys.Contact(caller.OrganisationId, id));

    /// <summary>The grain of a canonical address.</summary>
    public IEmailGrain Email(string emailKey) => grains.GetGrain<IEmailGrain>(GrainKeys.Email(caller.OrganisationId, emailKey));

    /// <summary>The integer id. Null where no contact has the external one; an integer one is not looked up.</summary>
    public async Task<long?> ResolveAsync(ContactReference contact) =>
        contact.Number ?? await OfOrganisation<IContactDirectoryGrain>().ResolveAsync(contact.ExternalId!, Aborted);

    /// <summary>The people of an organisation (0: the operators of the service).</summary>
    public ITeamGrain Team(int organisationId) => grains.GetGrain<ITeamGrain>(organisationId);

    /// <summary>The account of a person.</summary>
    public IUserGrain User(long id) => grains.GetGrain<IUserGrain>(id);

    public IImportGrain Import(long id) => grains.GetGrain<IImportGrain>(GrainKeys.Import(caller.OrganisationId, id));

    /// <summary>The same call as one run of an idempotent request.</summary>
    public ApiCall With(IdempotencyStamp stamp, CommittedEffect? effect) =>
        new(http, surface, caller, grains, proxies) { Stamp = stamp, Effect = effect };

    /// <summary>Creates a contact. Done, Invalid, GroupNotFound or EmailTaken.</summary>
    public Task<ContactResult> CreateAsync(ContactRequest request)
    {
        var (contact, problem) = request.CheckNew(caller.Identity);
        if (contact is null)
            return Task.FromResult(ContactResult.Invalid(problem!));
        return contact.EmailKey is { } key ? Email(key).WriteAsync(contact) : OfOrganisation<IContactDirectoryGrain>().CreateAsync(contact);
    }

    /// <summary>The outcome of a command that an earlier run has executed.</summary>
    public async Task<ContactResult> FindEffectAsync(long contactId) =>
        await Contact(contactId).GetDetailAsync(CancellationToken.None) is { } found
            ? ContactResult.Done(found.Contact)
            : ContactResult.Of(ContactOutcome.NotFound);
}
