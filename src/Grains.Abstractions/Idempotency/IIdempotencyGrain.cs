using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using Contacts.Core;
using Contacts.Core.Idempotency;
using Orleans;

namespace Contacts.Grains.Abstractions.Idempotency;

/// <summary>
/// One idempotent request of an organisation. Key: organisation id, slash, record (see <see cref="IdempotencyStamp"/>). A stored answer
/// is opaque here: the front seals it so that it can be read with the caller's own key only.
/// </summary>
[Alias("idempotency.grain")]
public interface IIdempotencyGrain : IGrainWithStringKey
{
    /// <summary>
    /// Decides; while another run is under way, in whatever process, waits for its answer. Throws
    /// <see cref="StoreUnavailableException"/> where that takes too long or the store is unavailable.
    /// </summary>
    Task<IdempotencyStart> StartAsync(IdempotentRequest request, CancellationToken cancellationToken);

    /// <summary>Stores the answer of a run; ignored where another run has taken over.</summary>
    Task CompleteAsync(long owner, int status, ImmutableArray<byte> answer, CancellationToken cancellationToken);

    /// <summary>Ends a run without an answer: the next request runs again (from the effect, if there is one).</summary>
    Task AbandonAsync(long owner, CancellationToken cancellationToken);
}
