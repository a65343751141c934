using Orleans;

namespace Contacts.Core.Analytics;

/// <summary>
/// Outcomes of sign-ups in a period: each number counts what happened in that time. <see cref="Submitted"/> is the sum of
/// <see cref="Created"/>, <see cref="Repeated"/> and <see cref="Pending"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("analytics.counts")]
public readonly record struct SignUpCounts
{
    /// <summary>Sign-ups that were received, those that changed nothing included.</summary>
    [Id(0)] public long Submitted { get; init; }

    /// <summary>Those that made a contact whose consent was given at once.</summary>
    [Id(1)] public long Created { get; init; }

    /// <summary>Those of an address that was known, or that waited for a confirmation already.</summary>
    [Id(2)] public long Repeated { get; init; }

    /// <summary>Those that began to wait for a confirmation.</summary>
    [Id(3)] public long Pending { get; init; }

    /// <summary>Confirmations by the link of a mail.</summary>
    [Id(4)] public long Confirmed { get; init; }

    /// <summary>Withdrawals of consents that a sign-up had given or asked for.</summary>
    [Id(5)] public long Withdrawn { get; init; }

    public static SignUpCounts operator +(SignUpCounts one, SignUpCounts other) => new()
    {
        Submitted = one.Submitted + other.Submitted, Created = one.Created + other.Created, Repeated = one.Repeated + other.Repeated,
        Pending = one.Pending + other.Pending, Confirmed = one.Confirmed + other.Confirmed, Withdrawn = one.Withdrawn + other.Withdrawn,
    };

    public static SignUpCounts operator -(SignUpCounts one, SignUpCounts other) => new()
    {
        Submitted = one.Submitted - other.Submitted, Created = one.Created - other.Created, Repeated = one.Repeated - other.Repeated,
        Pending = one.Pending - other.Pending, Confirmed = one.Confirmed - other.Confirmed, Withdrawn = one.Withdrawn - other.Withdrawn,
    };
}
