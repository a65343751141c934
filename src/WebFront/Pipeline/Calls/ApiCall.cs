using Contacts.Core.Audit;
using Contacts.Core.Contacts;
using Contacts.Core.Idempotency;
using Contacts.Core.Keys;
using Contacts.Grains.Abstractions.Contacts;
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

/// <summary>A request to the API that was let in: who makes it, and in which dialect.</summary>
internal sealed class ApiCall(HttpContext http, Surface surface, Caller caller, IGrainFactory grains, TrustedProxies proxies)
    : AdmittedCall(http, grains, proxies)
{
    public Dialect Dialect => surface.Dialect;
    public Caller Caller => caller;

    internal override int OrganisationId => caller.OrganisationId;

    /// <summary>There is one where the caller sent an Idempotency-Key.</summary>
    public IdempotencyStamp? Stamp { get; init; }

    /// <summary>The trail that is written with a command; null: none.</summary>
    public CommandTrail? Trail =>
        surface.IsAudited || Stamp is not null ? new() { Actor = surface.IsAudited ? caller.ActorAt(Address) : null, Stamp = Stamp } : null;

    /// <summary>By which grains look up what the caller may administer.</summary>
    public Authority Authority => Authority.OfKey(caller.Hash);

    /// <summary>Where there is one, the answer is to be made from it, without executing anything.</summary>
    public CommittedEffect? Effect { get; init; }

    /// <summary>The integer id. Null where no contact has the external one; an integer one is not looked up.</summary>
    public async Task<long?> ResolveAsync(ContactReference contact) =>
        contact.Number ?? await OfOrganisation<IContactDirectoryGrain>().ResolveAsync(contact.ExternalId!, Aborted);

    /// <summary>The people of an organisation (0: the operators of the service).</summary>
    public ITeamGrain Team(int organisationId) => Grains.GetGrain<ITeamGrain>(organisationId);

    /// <summary>The same call as one run of an idempotent request.</summary>
    public ApiCall With(IdempotencyStamp stamp, CommittedEffect? effect) =>
        new(Http, surface, caller, Grains, Proxies) { Stamp = stamp, Effect = effect };

    /// <summary>Creates a contact. Done, Invalid, GroupNotFound or EmailTaken.</summary>
    public Task<ContactResult> CreateAsync(ContactRequest request)
    {
        var (contact, problem) = request.CheckNew(caller.Identity);
        return contact is null ? Task.FromResult(ContactResult.Invalid(problem!)) : CreateAsync(contact);
    }

    /// <summary>The outcome of a command that an earlier run has executed.</summary>
    public async Task<ContactResult> FindEffectAsync(long contactId) =>
        await Contact(contactId).GetDetailAsync(CancellationToken.None) is { } found
            ? ContactResult.Done(found.Contact)
            : ContactResult.Of(ContactOutcome.NotFound);
}
