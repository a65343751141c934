using Orleans;

namespace Contacts.Core.Settings;

/// <summary>For how many days personal data is kept, in full days from when it was recorded; 0: for ever.</summary>
[GenerateSerializer, Immutable, Alias("organisations.retention-settings")]
public sealed record RetentionSettings
{
    /// <summary>Texts and customers of tickets.</summary>
    [Id(0)] public int TicketDays { get; init; }

    /// <summary>IP addresses and user agents.</summary>
    [Id(1)] public int IpDays { get; init; } = 90;

    /// <summary>What entries of histories say beside their kind and time.</summary>
    [Id(2)] public int HistoryDays { get; init; }

    /// <summary>Consents that were asked for and not answered.</summary>
    [Id(3)] public int PendingDays { get; init; }
}

/// <summary>What becomes of a person's wish to be forgotten.</summary>
public enum ErasureMode
{
    /// <summary>An administrator decides.</summary>
    Ask,

    /// <summary>The person is forgotten at once.</summary>
    AtOnce,
}

/// <summary>What people can do about their data by themselves.</summary>
[GenerateSerializer, Immutable, Alias("organisations.privacy-settings")]
public sealed record PrivacySettings
{
    [Id(0)] public ErasureMode Erasure { get; init; }
}

/// <summary>Days of retention to change as received and unchecked: what is not sent stays, null keeps for ever.</summary>
[GenerateSerializer, Immutable, Alias("organisations.retention-change")]
public sealed record RetentionChange
{
    [Id(0)] public Optional<long?> TicketDays { get; init; }
    [Id(1)] public Optional<long?> IpDays { get; init; }
    [Id(2)] public Optional<long?> HistoryDays { get; init; }
    [Id(3)] public Optional<long?> PendingDays { get; init; }
}
