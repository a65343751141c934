using System.ComponentModel.DataAnnotations;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;
using Contacts.Core;
using Contacts.Core.Settings;

namespace Contacts.WebFront.Admin.Organisations;

/// <summary>For how many days personal data is kept, 1 to 36500 each; null: for ever.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RetentionBody
{
    /// <summary>Texts and customers of tickets.</summary><example>730</example>
    public Optional<long?> TicketDays { get; set; }

    /// <summary>IP addresses and user agents.</summary><example>90</example>
    public Optional<long?> IpDays { get; set; }

    /// <summary>What entries of histories say beside their kind and time.</summary><example>1095</example>
    public Optional<long?> HistoryDays { get; set; }

    /// <summary>Consents that were asked for and not answered.</summary><example>30</example>
    public Optional<long?> PendingDays { get; set; }

    public RetentionChange ToChange() =>
        new() { TicketDays = TicketDays, IpDays = IpDays, HistoryDays = HistoryDays, PendingDays = PendingDays };
}

/// <summary>For how many days personal data is kept; null: for ever.</summary>
internal sealed class RetentionView
{
    internal RetentionView(RetentionSettings retention) => (TicketDays, IpDays, HistoryDays, PendingDays) =
        (OrNull(retention.TicketDays), OrNull(retention.IpDays), OrNull(retention.HistoryDays), OrNull(retention.PendingDays));

    /// <summary>Texts and customers of tickets.</summary><example>730</example>
    public int? TicketDays { get; }

    /// <summary>IP addresses and user agents.</summary><example>90</example>
    public int? IpDays { get; }

    /// <summary>What entries of histories say beside their kind and time.</summary><example>1095</example>
    public int? HistoryDays { get; }

    /// <summary>Consents that were asked for and not answered.</summary><example>30</example>
    public int? PendingDays { get; }

    private static int? OrNull(int days) => days == 0 ? null : days;
}

/// <summary>What people can do about their data by themselves.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PrivacyBody
{
    /// <summary>Whether an administrator decides when a person asks to be forgotten, or it is done at once.</summary>
    /// <example>ask</example>
    [DisallowNull, AllowedValues("ask", "at-once")] public string? Erasure { get; set; }
}

/// <summary>What people can do about their data by themselves.</summary>
internal sealed class PrivacyView
{
    internal PrivacyView(PrivacySettings privacy) => Erasure = privacy.Erasure == ErasureMode.AtOnce ? "at-once" : "ask";

    /// <summary>Whether an administrator decides when a person asks to be forgotten, or it is done at once.</summary>
    /// <example>ask</example>
    [AllowedValues("ask", "at-once")] public string Erasure { get; }
}
