using Contacts.Core.Consent;
using Contacts.Grains.Abstractions.Consent;
using Contacts.WebFront.Pipeline.Clients;
using Orleans;

namespace Contacts.WebFront.Consent;

/// <summary>A request to the page of a link that may be one of this service.</summary>
internal sealed record PageCall(HttpContext Http, string Token, IConsentGrain Grain, ConsentEvidence Evidence)
{
    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>Null where the token cannot be one for this purpose. Whether it is one is checked where its key is.</summary>
    public static PageCall? OfOrNull(HttpContext http, LinkPurpose purpose, IGrainFactory grains, TrustedProxies proxies)
    {
        var token = (string)http.GetRouteValue("token")!;
        return LinkToken.ReadOrNull(token) is { Link: { OrganisationId: > 0 } link } && link.Purpose == purpose
            ? new(http, token, grains.GetGrain<IConsentGrain>(link.OrganisationId), CallerEvidence.Of(http, proxies))
            : null;
    }
}
