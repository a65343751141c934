using Contacts.Core.Audit;
using Orleans;

namespace Contacts.Grains.Abstractions.Audit;

/// <summary>
/// What administrators of an organisation did (key: organisation id). Keeps nothing: it stands where a front has no database.
/// </summary>
[Alias("audit.organisation")]
public interface IAuditGrain : IGrainWithIntegerKey
{
    Task<AuditPage> ListAsync(AuditQuery query, CancellationToken cancellationToken);
}
