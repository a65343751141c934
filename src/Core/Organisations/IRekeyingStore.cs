using System.Collections.Immutable;
using System.Text.Json;
using Contacts.Core.Settings;

namespace Contacts.Core.Organisations;

/// <summary>
/// The re-keying of one organisation's contacts as stored. It looks at all contacts several times: <see cref="Pass"/> counts the finished
/// passes, <see cref="Position"/> is the last contact id looked at in the present one.
/// </summary>
public sealed record RekeyingJob
{
    /// <summary>
    /// Passes until the job is finished: at once, after other processes have the new setting, after the slowest write has ended.
    /// </summary>
    public const int Passes = 3;

    public required int OrganisationId { get; init; }

    /// <summary>Grows each time the setting is switched; progress of an older run is not written.</summary>
    public required long Run { get; init; }

    public int Pass { get; init; }
    public long Position { get; init; }
    public long Done { get; init; }
    public long Total { get; init; }
    public ImmutableArray<EmailCollision> Collisions { get; init; } = [];
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the present pass may begin.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When the last pass ended; null before.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary><see cref="Collisions"/> as JSON, as stores keep them.</summary>
    public string CollisionsJson
    {
        get => JsonSerializer.Serialize(Collisions, SettingsJson.Default.ImmutableArrayEmailCollision);
        init => Collisions = JsonSerializer.Deserialize(value, SettingsJson.Default.ImmutableArrayEmailCollision);
    }

    public EmailRekeying ToView() => new()
    {
        // The last pass only picks up what a stalled write may have left behind.
        State = Pass < Passes - 1 ? RekeyingState.Running : RekeyingState.Done,
        Done = Done, Total = Total, Collisions = Collisions,
    };
}

/// <summary>A live contact's address and canonical form, and the version that was read.</summary>
public sealed record KeyedContact(long ContactId, string ExternalId, string Email, string? EmailKey, long Version);

/// <summary>A contact's new canonical form, to be written over the version that was read.</summary>
public readonly record struct NewEmailKey(long ContactId, long Version, string EmailKey, string? OldKey = null);

/// <summary>The outcome of a new canonical form; all but Written changed nothing.</summary>
public enum RekeyOutcome
{
    Written,

    /// <summary>The contact was changed meanwhile: read it again.</summary>
    Lost,

    /// <summary>Another live contact has this canonical form.</summary>
    Taken,
}

/// <summary>
/// Durable jobs that give an organisation's contacts new canonical addresses, and what they need. Throws StoreUnavailableException while
/// the store is unavailable.
/// </summary>
public interface IRekeyingStore
{
    /// <summary>Starts the job of an organisation, or restarts it.</summary>
    Task StartAsync(int organisationId, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>The job of an organisation; null if there never was one.</summary>
    Task<RekeyingJob?> FindAsync(int organisationId, CancellationToken cancellationToken);

    /// <summary>Takes a job that is due and that nobody holds, until <paramref name="until"/>; null if there is none.</summary>
    Task<RekeyingJob?> ClaimAsync(DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a job's progress and holds it until <paramref name="until"/> (null: lets it go). False if it was restarted meanwhile.
    /// </summary>
    Task<bool> SaveAsync(RekeyingJob job, DateTimeOffset? until, CancellationToken cancellationToken);

    /// <summary>Live contacts with an address behind a contact id, by id.</summary>
    Task<ImmutableArray<KeyedContact>> ReadAsync(int organisationId, long after, int limit, CancellationToken cancellationToken);

    /// <summary>How many live contacts have an address.</summary>
    Task<long> CountAsync(int organisationId, CancellationToken cancellationToken);

    /// <summary>
    /// Writes new canonical forms, each for itself; the outcomes in the order of the keys. The version of a written contact grows.
    /// </summary>
    Task<ImmutableArray<RekeyOutcome>> WriteAsync(int organisationId, IReadOnlyList<NewEmailKey> keys, CancellationToken cancellationToken);
}
