namespace Contacts.Core.Analytics;

/// <summary>By what sign-ups are told apart. The numbers are stored.</summary>
public enum SignUpDimension
{
    None = 0,
    Source = 1,
    Group = 2,
    Key = 3,
}

/// <summary>A row of the tally that is in no day yet; rows count in the order of their numbers.</summary>
public readonly record struct NumberedTally(long Number, SignUpTally Tally);

/// <summary>
/// The tallies of sign-ups, which are added with the contacts and consents that they count (see <see cref="Contacts.IContactStore"/>).
/// Throws <see cref="StoreUnavailableException"/> while the store is unavailable.
/// </summary>
public interface ISignUpStore
{
    /// <summary>What was counted in the days of UTC of a query, in its buckets.</summary>
    Task<SignUpSeries> ReadAsync(int organisationId, SignUpQuery query, CancellationToken cancellationToken);

    /// <summary>
    /// Folds the oldest rows of the tally into their days, at most so many; how many it took. Any number of processes may call it.
    /// </summary>
    Task<int> FoldAsync(int atMost, CancellationToken cancellationToken);
}
