using Orleans.Configuration;

namespace Contacts.Silo.Cluster;

/// <summary>
/// How long silos wait for one another. A silo that is declared dead ends its process, so being slow for some seconds (a full collection, a
/// machine that is moved, fifty threads that wait for each core) must not suffice: three probes in a row have to be missed, by two accusers
/// as far as there are two. Those are Orleans' own values; they take fifteen seconds, less than a call does. A silo of the same machine
/// whose process ended is found sooner, by <see cref="RefusedSilos"/>.
/// </summary>
internal static class ClusterTimes
{
    /// <summary>A call ends in an answer or a failure before its HTTP request has to.</summary>
    public static readonly TimeSpan Response = TimeSpan.FromSeconds(25);

    /// <summary>How often a silo reports to the database that it is alive.</summary>
    public static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(5);

    /// <summary>Grains have nothing to do at their end; a stop must not wait for them.</summary>
    public static readonly TimeSpan Deactivation = TimeSpan.FromSeconds(1);

    public static void Configure(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(5);
        options.NumMissedProbesLimit = 3;
        options.NumVotesForDeathDeclaration = 2;
        options.DeathVoteExpirationTimeout = TimeSpan.FromMinutes(2);
        options.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        options.IAmAliveTablePublishTimeout = SignOfLife;
        options.NumMissedTableIAmAliveLimit = 3;
        options.MaxJoinAttemptTime = TimeSpan.FromMinutes(1);
        options.DefunctSiloExpiration = TimeSpan.FromDays(1);
        options.DefunctSiloCleanupPeriod = TimeSpan.FromHours(1);
    }
}
