using System.Collections.Immutable;
using Contacts.Core.Settings;

namespace Contacts.Core.Tickets;

/// <summary>The signals by which a form is judged. Counts are of the last hour and include the form itself.</summary>
public sealed record SpamSignals
{
    public bool HoneypotFilled { get; init; }

    /// <summary>Where the caller's address is; null if unknown.</summary>
    public string? Country { get; init; }

    /// <summary>Whose numbering plan the customer's phone is of; null if there is none.</summary>
    public string? PhoneCountry { get; init; }

    public int FromAddress { get; init; }
    public int FromNetwork { get; init; }
    public int FromSite { get; init; }
    public int OfOrganisation { get; init; }
    public int SameText { get; init; }
    public int Links { get; init; }
    public bool DisposableMail { get; init; }
    public bool HasCustomerEmail { get; init; } = true;
}

/// <summary>The points of a ticket and what they are for.</summary>
public sealed record SpamVerdict(int Score, ImmutableArray<SpamReason> Reasons);

/// <summary>
/// How much a form looks like spam. Against the usual threshold of 100 one strong signal is enough and weak ones add up. Pure.
/// </summary>
public static class SpamScore
{
    // The one table of points.
    private const int Honeypot = 100;
    private const int BlockedCountry = 100;
    private const int CountryNotAllowed = 100;
    private const int PhoneFromElsewhere = 30;
    private const int DisposableMail = 50;
    private const int NoAddress = 15;
    private static readonly Level[] _fromAddress = [new(20, 60), new(60, 100)];
    private static readonly Level[] _fromNetwork = [new(60, 50), new(200, 100)];
    private static readonly Level[] _fromSite = [new(60, 50), new(200, 100)];
    private static readonly Level[] _sameText = [new(3, 40), new(10, 100)];
    private static readonly Level[] _ofOrganisation = [new(5_000, 20)];
    private static readonly Level[] _links = [new(2, 30), new(5, 60), new(10, 100)];

    /// <summary>Whether counts are so high that knowing them better changes nothing.</summary>
    public static bool IsFlood(int fromAddress, int sameText) => fromAddress > _fromAddress[^1].Over || sameText > _sameText[^1].Over;

    public static SpamVerdict Judge(SpamSignals signals, SpamSettings settings)
    {
        var reasons = ImmutableArray.CreateBuilder<SpamReason>();
        Add("honeypot", signals.HoneypotFilled ? Honeypot : 0);
        Add("country-blocked", Contains(settings.BlockedCountries, signals.Country) ? BlockedCountry : 0);
        Add("country-not-allowed", IsOutside(settings.AllowedCountries, signals.Country) ? CountryNotAllowed : 0);
        Add("phone-from-other-country", IsElsewhere(signals) ? PhoneFromElsewhere : 0);
        Add("many-from-address", Points(_fromAddress, signals.FromAddress));
        Add("many-from-network", Points(_fromNetwork, signals.FromNetwork));
        Add("many-from-site", Points(_fromSite, signals.FromSite));
        Add("many-of-organisation", Points(_ofOrganisation, signals.OfOrganisation));
        Add("same-text", Points(_sameText, signals.SameText));
        Add("many-links", Points(_links, signals.Links));
        Add("disposable-mail", signals.DisposableMail ? DisposableMail : 0);
        Add("no-customer-email", signals.HasCustomerEmail ? 0 : NoAddress);
        return new(reasons.Sum(reason => reason.Points), reasons.DrainToImmutable());

        void Add(string name, int points)
        {
            if (points > 0) reasons.Add(new() { Name = name, Points = points });
        }
    }

    private static int Points(Level[] levels, int count)
    {
        var points = 0;
        foreach (var level in levels)
            if (count > level.Over) points = level.Points;
        return points;
    }

    private static bool IsElsewhere(SpamSignals signals) =>
        signals is { Country: { } country, PhoneCountry: { } phone } && !country.Equals(phone, StringComparison.OrdinalIgnoreCase);

    /// <summary>An unknown country is not outside: without a database every ticket would be.</summary>
    private static bool IsOutside(ImmutableArray<string> allowed, string? country) =>
        country is not null && !allowed.IsDefaultOrEmpty && !Contains(allowed, country);

    private static bool Contains(ImmutableArray<string> countries, string? country) =>
        country is not null && !countries.IsDefaultOrEmpty && countries.Contains(country, StringComparer.OrdinalIgnoreCase);

    /// <summary>Points for more than a number of something; the highest level reached counts.</summary>
    private readonly record struct Level(int Over, int Points);
}
