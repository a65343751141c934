using System.Net;
using Contacts.Core.Audit;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>The audit, by the index of the filter that leaves least.</summary>
internal sealed class AuditStore(IStoreDatabase database) : IAuditStore
{
    private static readonly Statement _list = new("Audit/list.sql");
    private static readonly Statement _ofTarget = new("Audit/list_of_target.sql");
    private static readonly Statement _ofActor = new("Audit/list_of_actor.sql");
    private static readonly Statement _ofAction = new("Audit/list_of_action.sql");

    public Task<AuditPage> ListAsync(int organisationId, AuditQuery query, CancellationToken cancellationToken) =>
        database.ReadAsync(async session =>
        {
            var found = await session.AllAsync(
                StatementOf(query), Read, organisationId, query.Before ?? long.MaxValue, query.Limit + 1L, query.Actor, query.Action,
                query.TargetKind, query.TargetId);
            return new AuditPage { Entries = [.. found.Take(query.Limit)], HasMore = found.Length > query.Limit };
        }, cancellationToken);

    public Task AddAsync(int organisationId, CommandTrail trail, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            await session.AuditAsync(organisationId, trail, 0);
            return true;
        }, cancellationToken);

    private static Statement StatementOf(AuditQuery query) => query switch
    {
        { TargetKind: not null } => _ofTarget,
        { Actor: not null } => _ofActor,
        { Action: not null } => _ofAction,
        _ => _list,
    };

    private static AuditEntry Read(IRow row) => new()
    {
        Id = row.Int64(0),
        Actor = new()
        {
            Kind = (ActorKind)row.Int32(2), Id = row.Int64(3), Name = row.Text(4),
            Ip = row.TextOrNull(9) is { } ip ? IPAddress.Parse(ip) : null,
        },
        Act = new() { At = row.Time(1), Action = row.Text(5), TargetKind = row.Text(6), TargetId = row.Text(7), Summary = row.Text(8) },
    };
}
