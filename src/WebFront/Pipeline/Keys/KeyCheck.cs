using Contacts.Core.Keys;
using Contacts.WebFront.Pipeline.Clients;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Pipeline.Keys;

/// <summary>
/// The result of a key check: <see cref="Caller"/> where the key is valid (<see cref="HasKey"/>), <see cref="Failure"/> where it does not
/// let the request in all the same.
/// </summary>
internal readonly record struct Admission(Caller Caller, Failure? Failure)
{
    public bool HasKey => Caller.Known is not null;

    public static implicit operator Admission(Failure failure) => new(default, failure);
}

/// <summary>Identifies the caller of a request and checks the surface's scope.</summary>
internal sealed class KeyCheck(
    ApiKeyCache keys, OrganisationLookup organisations, TrustedProxies proxies, RefusedKeys refused, IHostEnvironment environment,
    TimeProvider time)
{
    private readonly bool _isDevelopment = environment.IsDevelopment();

    public async ValueTask<Admission> AdmitAsync(HttpContext http, Surface surface, string? text)
    {
        var (known, failure) = await IdentifyAsync(http, text);
        if (known is null)
            return failure!;
        return known.Key.Kind == ApiKeyKind.Root
            ? await AdmitRootAsync(http, surface, known)
            : AdmitMember(surface, new Caller(known));
    }

    /// <summary>The key of a text where it is valid, whatever it may be used for; else what is wrong with it.</summary>
    public async ValueTask<(KnownKey? Key, Failure? Failure)> IdentifyAsync(HttpContext http, string? text)
    {
        if (text is null)
            return (null, Failure.KeyIsEmpty);
        if (!ApiKeyText.HasFormat(text))
            return Refuse(Failure.KeyFormat);
        if (!_isDevelopment && text == ApiKeyText.Sample)
            return Refuse(Failure.KeySample);

        var hash = KeyHash.Of(text);
        if (!keys.TryGet(hash, out var known))
            known = await keys.AskAsync(text, hash, ClientNetwork.Of(proxies.CallerOf(http)));
        if (known is null)
            return Refuse(Failure.KeyUnknown);
        if (!_isDevelopment && known.Key.IsDevelopment)
            return Refuse(Failure.KeyOfDevelopment);
        return known.Key.ValidityAt(time.GetUtcNow()) switch
        {
            ApiKeyValidity.Revoked => Refuse(Failure.KeyRevoked),
            ApiKeyValidity.Expired => Refuse(Failure.KeyExpired),
            _ => known.Key.IsSuspended ? Refuse(Failure.OrganisationSuspended) : (known, null),
        };
    }

    private Admission AdmitMember(Surface surface, Caller caller) =>
        surface.RootOnly || (caller.Key.Scopes & surface.Scope) == 0 ? new(caller, Refuse(Failure.NoScope).Failure) : new(caller, null);

    private (KnownKey? Key, Failure Failure) Refuse(Failure failure)
    {
        refused.Count(failure);
        return (null, failure);
    }

    private async ValueTask<Admission> AdmitRootAsync(HttpContext http, Surface surface, KnownKey root)
    {
        var nobody = new Caller(root);
        if (surface.RootOnly || surface.OrganisationInBody)
            return new(nobody, null);
        var (slug, failure) = OrganisationLookup.SlugOf(http.Request);
        if (slug is null)
            return new(nobody, failure);
        return await organisations.FindAsync(slug, http.RequestAborted) is { } organisation
            ? new(new Caller(root, organisation.Id, organisation.Identity), null)
            : new(nobody, Failure.OrganisationUnknown);
    }
}
