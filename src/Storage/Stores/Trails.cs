using System.Globalization;
using Contacts.Core;
using Contacts.Core.Audit;
using Contacts.Core.Idempotency;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>Leaves what a command is to leave in the transaction that has its effect.</summary>
internal static class Trails
{
    private const int Service = 0;

    public static Statement Stamp { get; } = new("Idempotency/stamp.sql");

    public static Statement Audit { get; } = new("Audit/add.sql");

    /// <summary>
    /// <paramref name="effect"/> is the id of the record that was written. Throws StoreUnavailableException if the run of an idempotent
    /// request has lost its claim: then nothing of the transaction may stay.
    /// </summary>
    public static async ValueTask LeaveAsync(this IStoreSession session, int organisationId, CommandTrail? trail, long effect)
    {
        await session.StampAsync(organisationId, trail?.Stamp, effect);
        await session.AuditAsync(organisationId, trail, effect);
    }

    /// <inheritdoc cref="LeaveAsync(IStoreSession, int, CommandTrail?, long)"/>
    public static ValueTask LeaveAsync(this IStoreSession session, OrganisationTrail? trail, long effect) =>
        trail is { } left ? session.LeaveAsync(left.OrganisationId, left.Trail, effect) : default;

    /// <summary>Notes the effect of an idempotent request. Does nothing without a stamp; throws as <see cref="Check"/> does.</summary>
    public static async ValueTask StampAsync(this IStoreSession session, int organisationId, IdempotencyStamp? stamp, long effect)
    {
        if (stamp is not null) Check(await session.RunAsync(Stamp, Values(organisationId, stamp, effect)));
    }

    /// <summary>
    /// Records acts in the audit; of those that do not say what they were done to, it is <paramref name="effect"/>.
    /// </summary>
    public static void AddAudit(StatementBatch batch, int organisationId, CommandTrail? trail, long effect = 0)
    {
        if (trail is { Acts.IsEmpty: false }) batch.RunEach(Audit, Entries(organisationId, trail, effect));
    }

    /// <inheritdoc cref="AddAudit"/>
    public static ValueTask AuditAsync(this IStoreSession session, int organisationId, CommandTrail? trail, long effect)
    {
        var batch = new StatementBatch();
        AddAudit(batch, organisationId, trail, effect);
        return session.RunAsync(batch);
    }

    /// <summary>
    /// Records what was done to an account in the audit of each organisation of the person, or, where there is none, in that of the
    /// service.
    /// </summary>
    public static async ValueTask AuditUserAsync(this IStoreSession session, long userId, CommandTrail? trail)
    {
        if (trail is not { Acts.IsEmpty: false }) return;
        var memberships = await UserAccountStore.MembershipsAsync(session, userId);
        int[] organisations = memberships.IsEmpty ? [Service] : [.. memberships.Select(membership => membership.OrganisationId)];
        foreach (var organisation in organisations) await session.AuditAsync(organisation, trail, userId);
    }

    /// <summary>Throws StoreUnavailableException unless the statement noted one effect.</summary>
    public static void Check(long noted)
    {
        if (noted != 1) throw new StoreUnavailableException("A request took so long that its repetition has taken over.");
    }

    /// <summary>The parameters of <see cref="Stamp"/>.</summary>
    public static SqlValue[] Values(int organisationId, IdempotencyStamp stamp, long effect) =>
        [organisationId, stamp.Record, stamp.Owner, effect, stamp.Note.AsMemory()];

    /// <summary>The parameters of <see cref="Audit"/> for each act of a trail.</summary>
    public static IEnumerable<SqlValue[]> Entries(int organisationId, CommandTrail trail, long effect) =>
        from act in trail.Acts
        let actor = trail.Actor!
        select new SqlValue[]
        {
            organisationId, act.At, (int)actor.Kind, actor.Id, actor.Name, act.Action, act.TargetKind,
            act.TargetId ?? effect.ToString(CultureInfo.InvariantCulture), act.Summary, actor.Ip?.ToString(),
        };
}
