using System.Collections.Immutable;

namespace Contacts.Core.Analytics;

/// <summary>By what sign-ups are told apart. The numbers are stored.</summary>
public enum SignUpDimension
{
    None = 0,
    Source = 1,
    Group = 2,
    Key = 3,
}

/// <summary>
/// What was counted in a day of UTC of one name of a dimension: a source, the id of a group, or that of a key; "" where there is none.
/// <see cref="Counts"/> are a <see cref="PackedDay"/>.
/// </summary>
public sealed record SignUpDay(SignUpDimension Dimension, int Day, string Name, ImmutableArray<byte> Counts);

/// <summary>What a store has counted: days, and in order of <see cref="Numbered.Number"/> what is in none of them yet.</summary>
public sealed record StoredSignUps(ImmutableArray<SignUpDay> Days, ImmutableArray<StoredSignUps.Numbered> Tallies)
{
    public sealed record Numbered(long Number, SignUpTally Tally);
}

/// <summary>
/// The tallies of sign-ups, which are added with the contacts and consents that they count (see <see cref="Contacts.IContactStore"/>).
/// Throws <see cref="StoreUnavailableException"/> while the store is unavailable.
/// </summary>
public interface ISignUpStore
{
    /// <summary>
    /// What was counted in the days of UTC from <paramref name="firstDay"/> to <paramref name="lastDay"/>, in all and by a dimension.
    /// </summary>
    Task<StoredSignUps> ReadAsync(
        int organisationId, SignUpDimension dimension, int firstDay, int lastDay, CancellationToken cancellationToken);

    /// <summary>
    /// Folds the oldest rows of the tally into their days, at most so many; how many it took. Any number of processes may call it.
    /// </summary>
    Task<int> FoldAsync(int atMost, CancellationToken cancellationToken);
}
