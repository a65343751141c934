using System.Diagnostics.Metrics;
using Contacts.Grains.Abstractions.Tickets;

namespace Contacts.Grains.Tickets;

/// <summary>What came of attempts to send mails, by outcome. Costs next to nothing while nobody listens.</summary>
internal static class MailTelemetry
{
    private static readonly Counter<long> _attempts = GrainTelemetry.Meter.CreateCounter<long>(
        "contacts.mail.attempts", "{mail}", "Attempts to send a mail, by what came of them: sent, deferred, failed, interrupted.");

    public static void Attempted(MailReport report) => _attempts.Add(1, new KeyValuePair<string, object?>("outcome", Outcome(report)));

    private static string Outcome(MailReport report) => report switch
    {
        { CountsAsAttempt: false } => "interrupted",
        { State: MailState.Sent } => "sent",
        { State: MailState.Failed } => "failed",
        _ => "deferred",
    };
}
