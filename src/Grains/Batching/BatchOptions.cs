namespace Contacts.Grains.Batching;

/// <summary>How a process makes its batches.</summary>
public sealed class BatchOptions
{
    /// <summary>The most rows of one batch.</summary>
    public int MaxBatch { get; set; } = 128;

    /// <summary>
    /// The most rows that may wait (fewer while the store is slow, see <see cref="WaitingBound"/>); a row past that is refused at once.
    /// </summary>
    public int MaxWaiting { get; set; } = 8192;
}
