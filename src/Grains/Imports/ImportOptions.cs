namespace Contacts.Grains.Imports;

/// <summary>How a process runs imports.</summary>
public sealed class ImportOptions
{
    /// <summary>The most rows of one transaction.</summary>
    public int BatchRows { get; set; } = 256;

    /// <summary>How long a job is held without a sign of life.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a job is worked on before the others that wait get their turn.</summary>
    public TimeSpan Turn { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long to wait before rows that were refused under load are tried again.</summary>
    public TimeSpan Pause { get; set; } = TimeSpan.FromMilliseconds(100);
}
