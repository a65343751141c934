using Orleans.Configuration;

namespace Contacts.Silo.Cluster;

/// <summary>
/// How long silos wait for one another. A silo that died is out of the cluster within about ten seconds, its grains are then activated
/// elsewhere; one that is merely slow under load is given three probes and needs two accusers, as far as there are two.
/// </summary>
internal static class ClusterTimes
{
    /// <summary>A call ends in an answer or a failure before its HTTP request has to.</summary>
    public static readonly TimeSpan Response = TimeSpan.FromSeconds(25);

    /// <summary>How often a silo says in the database that it is there.</summary>
    public static readonly TimeSpan SignOfLife = TimeSpan.FromSeconds(5);

    /// <summary>Grains have nothing to do at their end; a stop must not wait for them.</summary>
    public static readonly TimeSpan Deactivation = TimeSpan.FromSeconds(1);

    public static void Configure(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = TimeSpan.FromSeconds(2);
        options.NumMissedProbesLimit = 3;
        options.NumVotesForDeathDeclaration = 2;
        options.DeathVoteExpirationTimeout = TimeSpan.FromSeconds(60);
        options.TableRefreshTimeout = TimeSpan.FromSeconds(10);
        options.IAmAliveTablePublishTimeout = SignOfLife;
        options.NumMissedTableIAmAliveLimit = 3;
        options.MaxJoinAttemptTime = TimeSpan.FromMinutes(1);
        options.DefunctSiloExpiration = TimeSpan.FromDays(1);
        options.DefunctSiloCleanupPeriod = TimeSpan.FromHours(1);
    }
}
