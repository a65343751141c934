using Contacts.Core.Analytics;
using Orleans;

namespace Contacts.Grains.Abstractions.Analytics;

/// <summary>What is counted of one organisation. Key: the organisation's id.</summary>
[Alias("analytics.grain")]
public interface IAnalyticsGrain : IGrainWithIntegerKey
{
    [Alias("sign-ups")]
    Task<SignUpReport> SignUpsAsync(SignUpQuery query, CancellationToken cancellationToken);

    /// <summary>When the oldest mail that waits to be sent was queued; null if none waits.</summary>
    [Alias("oldest-mail")]
    Task<DateTimeOffset?> OldestMailAsync(CancellationToken cancellationToken);
}
