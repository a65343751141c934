using System.Diagnostics;
using System.Diagnostics.Metrics;
using Contacts.Core.Mail;

namespace Contacts.Grains.Mail;

/// <summary>
/// Counts attempts to send mails, by outcome; and a span for each attempt in the trace of the request that queued the mail. Costs
/// next to nothing while nobody listens.
/// </summary>
internal static class MailTelemetry
{
    private static readonly ActivitySource _source = new(GrainTelemetry.Name);

    private static readonly Counter<long> _attempts = GrainTelemetry.Meter.CreateCounter<long>(
        "contacts.mail.attempts", "{mail}", "Attempts to send a mail, by outcome: sent, deferred, failed, interrupted.");

    private static readonly Counter<long> _held = GrainTelemetry.Meter.CreateCounter<long>(
        "contacts.mail.held", "{mail}", "Mails beyond what their recipients get in an hour, held until a digest.");

    /// <summary>The trace of the present request for <see cref="Start"/>, where one is taken.</summary>
    public static string? Parent => _source.HasListeners() && Activity.Current is { Recorded: true, Id: { } id } ? id : null;

    public static Activity? Start(OutgoingMail mail)
    {
        ActivityContext.TryParse(mail.TraceParent, null, isRemote: true, out var parent);
        return _source.StartActivity("send mail", ActivityKind.Producer, parent, [new("contacts.mail.attempt", mail.Attempts + 1)]);
    }

    public static void Attempted(MailReport report, Activity? span)
    {
        var outcome = Outcome(report);
        _attempts.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
        span?.SetTag("contacts.mail.outcome", outcome);
        if (outcome is "failed" or "deferred") span?.SetStatus(ActivityStatusCode.Error);
    }

    public static void Held(int mails)
    {
        if (mails > 0) _held.Add(mails);
    }

    private static string Outcome(MailReport report) => report switch
    {
        { CountsAsAttempt: false } => "interrupted",
        { State: MailState.Sent } => "sent",
        { State: MailState.Failed } => "failed",
        _ => "deferred",
    };
}
