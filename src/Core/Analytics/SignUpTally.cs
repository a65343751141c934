using System.Collections.Immutable;
using System.Globalization;
using Contacts.Core.Consent;
using Contacts.Core.Groups;

namespace Contacts.Core.Analytics;

/// <summary>
/// Through what a sign-up came: its source ("" for none), the ids of the groups that it named, in order and with commas between ("" for
/// none), and the id of the API key.
/// </summary>
public readonly record struct SignUpOrigin(string Source, string GroupIds, long KeyId)
{
    /// <summary><paramref name="groups"/> by id, each once.</summary>
    public static SignUpOrigin Of(string? source, ImmutableArray<GroupRef> groups, long keyId) => new(source ?? "", groups.Length switch
    {
        0 => "",
        1 => groups[0].Id.ToString(CultureInfo.InvariantCulture),
        _ => string.Join(',', groups.Select(group => group.Id)),
    }, keyId);

    /// <summary>What a consent keeps of the sign-up that gave it or asked for it, beside the source.</summary>
    public string Mark => string.Create(CultureInfo.InvariantCulture, $"{KeyId}/{GroupIds}");

    /// <summary>The sign-up that a consent is owed to; null where it is none.</summary>
    public static SignUpOrigin? OfOrNull(ConsentRow consent)
    {
        if (consent.SignUp is not { } mark) return null;
        var slash = mark.IndexOf('/');
        return new(consent.Source ?? "", mark[(slash + 1)..], long.Parse(mark.AsSpan(0, slash), CultureInfo.InvariantCulture));
    }
}

/// <summary>So many sign-ups of one origin that one write stands for.</summary>
public readonly record struct FoldedSignUps(SignUpOrigin Origin, int Count);

/// <summary>Outcomes of sign-ups of one origin in a quarter of an hour (see <see cref="Analytics.Quarter"/>).</summary>
public readonly record struct SignUpTally(int OrganisationId, int Quarter, SignUpOrigin Origin, SignUpCounts Counts)
{
    /// <summary>
    /// The sign-ups of a write: <paramref name="first"/> is the outcome of the first one, the others are repetitions of it.
    /// </summary>
    public static ImmutableArray<SignUpTally> OfSignUps(
        int organisationId, DateTimeOffset at, ImmutableArray<FoldedSignUps> signUps, SignUpCounts first)
    {
        if (signUps.IsDefaultOrEmpty) return [];
        var tallies = ImmutableArray.CreateBuilder<SignUpTally>(signUps.Length);
        foreach (var (origin, count) in signUps)
        {
            var counts = tallies.Count > 0
                ? new SignUpCounts { Submitted = count, Repeated = count }
                : first with { Submitted = count, Repeated = first.Repeated + count - 1 };
            tallies.Add(new(organisationId, Analytics.Quarter.Of(at), origin, counts));
        }
        return tallies.MoveToImmutable();
    }

    /// <summary>An act of consent, where a sign-up had given it or asked for it.</summary>
    public static ImmutableArray<SignUpTally> OfAct(ConsentRow before, DateTimeOffset at, SignUpCounts counts) =>
        SignUpOrigin.OfOrNull(before) is { } origin
            ? [new(before.OrganisationId, Analytics.Quarter.Of(at), origin, counts)]
            : [];
}

/// <summary>Adds tallies up, so that a batch writes few rows. Not thread-safe.</summary>
public sealed class TallySheet
{
    private readonly Dictionary<(int OrganisationId, int Quarter, SignUpOrigin Origin), SignUpCounts> _sums = [];

    /// <summary>One for each organisation, quarter and origin.</summary>
    public SignUpTally[] Sums =>
        [.. _sums.Select(sum => new SignUpTally(sum.Key.OrganisationId, sum.Key.Quarter, sum.Key.Origin, sum.Value))];

    public void Add(ImmutableArray<SignUpTally> tallies)
    {
        foreach (var tally in tallies)
        {
            var key = (tally.OrganisationId, tally.Quarter, tally.Origin);
            _sums[key] = _sums.GetValueOrDefault(key) + tally.Counts;
        }
    }
}
