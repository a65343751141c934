using Contacts.Core.Caching;
using Contacts.Core.Organisations;
using Contacts.Grains.Abstractions.Organisations;
using Contacts.WebFront.Pipeline.Replies;
using Orleans;

namespace Contacts.WebFront.Pipeline.Keys;

/// <summary>
/// The organisation that a request with a ROOT key names. Found ones are kept for one to two seconds, and may be up to 2.5 s old when they
/// come, so that a change of settings holds within five.
/// </summary>
internal sealed class OrganisationLookup(IGrainFactory grains, TimeProvider time)
{
    public const string Header = "X-Organisation";

    private const int MaxSlug = 128;
    private readonly RotatingCache<string, Organisation> _found = new(capacity: 10_000, life: TimeSpan.FromSeconds(1), time);

    /// <summary>The slug in X-Organisation, else in the query; where there is neither, why.</summary>
    public static (string? Slug, Failure? Failure) SlugOf(HttpRequest request)
    {
        var slug = request.Headers[Header].ToString();
        if (string.IsNullOrWhiteSpace(slug))
            slug = request.Query["organisation"].ToString();
        if (string.IsNullOrWhiteSpace(slug))
            return (null, Failure.OrganisationRequired);
        return (slug.Trim(), null);
    }

    /// <summary>Null if no organisation has the slug.</summary>
    public async ValueTask<Organisation?> FindAsync(string slug, CancellationToken cancellationToken)
    {
        if (slug.Length > MaxSlug || slug.Contains('\0'))
            return null;
        if (_found.TryGet(slug, out var known))
            return known;

        var organisation = await grains.GetGrain<IOrganisationDirectoryGrain>(0).FindAsync(slug, cancellationToken);
        if (organisation is not null)
            _found.Set(slug, organisation);
        return organisation;
    }
}
