using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Erasure;
using Orleans;

namespace Contacts.Grains.Abstractions.Erasure;

/// <summary>Erases people of an organisation (key: organisation id). Keeps nothing: it stands where a front has no database.</summary>
[Alias("erasure.organisation")]
public interface IErasureGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// Erases the person behind an external id. Where it is done, the log of erasures has it and the person's mails are gone from the mail
    /// folder of the process, unless the disk failed: then both are tried again.
    /// </summary>
    Task<EraseResult> EraseAsync(EraseRequest request, CancellationToken cancellationToken);

    /// <summary>The newest erasures below a number.</summary>
    Task<ErasurePage> ListAsync(int limit, long? before, CancellationToken cancellationToken);

    /// <summary>An erasure by its number; null if there is none.</summary>
    Task<ErasureRow?> FindAsync(long number, CancellationToken cancellationToken);

    /// <summary>Suppresses what the hashes (64 hexadecimal digits each) stand for; how many of them are new.</summary>
    Task<int> SuppressAsync(ImmutableArray<string> hashes, CommandTrail? trail, CancellationToken cancellationToken);
}
