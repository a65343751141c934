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
    ApiKeyCache keys, OrganisationLookup organisations, TrustedProxies proxies, IHostEnvironment environment, TimeProvider time)
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
            return (null, Failure.KeyFormat);
        if (!_isDevelopment && text == ApiKeyText.Sample)
            return (null, Failure.KeySample);

        var hash = KeyHash.Of(text);
        if (!keys.TryGet(hash, out var known))
            known = await keys.AskAsync(text, hash, ClientNetwork.Of(proxies.CallerOf(http)));
        if (known is null)
            return (null, Failure.KeyUnknown);
        if (!_isDevelopment && known.Key.IsDevelopment)
            return (null, Failure.KeyOfDevelopment);
        return known.Key.ValidityAt(time.GetUtcNow()) switch
        {
            ApiKeyValidity.Revoked => (null, Failure.KeyRevoked),
            ApiKeyValidity.Expired => (null, Failure.KeyExpired),
            _ => (known, null),
        };
    }

    private static Admission AdmitMember(Surface surface, Caller caller) =>
        surface.RootOnly || (caller.Key.Scopes & surface.Scope) == 0 ? new(caller, Failure.NoScope) : new(caller, null);

    private async ValueTask<Admission> AdmitRootAsync(HttpContext http, Surface surface, KnownKey root)
    {
        var nobody = new Caller(root);
        if (surface.RootOnly)
            return new(nobody, null);
        var (slug, failure) = OrganisationLookup.SlugOf(http.Request);
        if (slug is null)
            return new(nobody, failure);
        return await organisations.FindAsync(slug, http.RequestAborted) is { } organisation
            ? new(new Caller(root, organisation.Id, organisation.Identity), null)
            : new(nobody, Failure.OrganisationUnknown);
    }
}
