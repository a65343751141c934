using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using Contacts.Core.Analytics;
using Contacts.Grains.Abstractions.Analytics;
using Contacts.WebFront.Pipeline;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Description;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Analytics;

internal static class ShowSignUps
{
    public static ApiGroup MapAdminAnalytics(this ApiGroup api) => api.Tagged("Admin: analytics")
        .Get<SignUpsAnswer>("/analytics/signups", HandleAsync);

    /// <summary>Count sign-ups</summary>
    /// <remarks>
    /// By time, and by source, group or key. Exact: what was answered is counted, once. All numbers are of the bucket itself: `submitted`
    /// is the sum of `created`, `repeated` and `pending`; confirmations and withdrawals belong to the source, the groups and the key of
    /// the sign-up that asked. Buckets without any are there, for each key that has some elsewhere. Of sources an organisation has at most
    /// 1,000 a day (of UTC), those beyond are `other`. As CSV by `Accept: text/csv`.
    /// </remarks>
    [Parameter<string>(
        "from", "From here on: a date of the time zone, or an instant; 30 days before `to` unless given. Taken to the quarter of an hour.",
        "2026-01-01")]
    [Parameter<string>("to", "Up to here, not included; the end of the current day unless given.", "2026-02-01")]
    [Parameter<string>("interval", "How long a bucket is. Weeks begin on Monday.", "day", OneOf = ["hour", "day", "week", "month"])]
    [Parameter<string>("timeZone", "By whose clock; a name of the IANA database, UTC unless given.", "Europe/Prague")]
    [Parameter<string>("groupBy", "What a bucket's `key` is.", "source", OneOf = ["none", "source", "group", "key"])]
    public static async Task<Reply<SignUpsAnswer>> HandleAsync(ApiCall call)
    {
        var now = call.Http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var (query, problem) = SignUpQueryReader.Read(call.Http.Request.Query, now);
        if (query is null) return problem!;
        var report = await call.OfOrganisation<IAnalyticsGrain>().SignUpsAsync(query, call.Aborted);
        return report.TooManyKeys is { } keys
            ? SignUpQueryReader.TooMany($"intervals of {keys} keys")
            : new SignUpsAnswer([.. report.Buckets.Select(bucket => new SignUpBucketView(bucket))], new(report.Totals));
    }
}

/// <param name="Buckets">By time, then by key.</param>
/// <param name="Totals">The sums; a sign-up with several groups counts once.</param>
internal sealed record SignUpsAnswer(ImmutableArray<SignUpBucketView> Buckets, SignUpNumbers Totals) : Answer, ICsvAnswer
{
    IEnumerable<string[]> ICsvAnswer.Lines() => Buckets.Select(bucket => bucket.Cells()).Prepend(
        ["start", "key", "submitted", "created", "repeated", "pending", "confirmed", "withdrawn"]);
}

/// <summary>What was counted.</summary>
internal class SignUpNumbers(SignUpCounts counts)
{
    /// <summary>Sign-ups, those that changed nothing included.</summary><example>12</example>
    [JsonPropertyOrder(1)] public long Submitted => counts.Submitted;

    /// <summary>Those that made a contact which waits for no confirmation.</summary><example>7</example>
    [JsonPropertyOrder(2)] public long Created => counts.Created;

    /// <summary>Those of addresses that were known, or waited for a confirmation already.</summary><example>3</example>
    [JsonPropertyOrder(3)] public long Repeated => counts.Repeated;

    /// <summary>Those that began to wait for a confirmation.</summary><example>2</example>
    [JsonPropertyOrder(4)] public long Pending => counts.Pending;

    /// <summary>Confirmations.</summary><example>1</example>
    [JsonPropertyOrder(5)] public long Confirmed => counts.Confirmed;

    /// <summary>Withdrawals of what a sign-up had asked for.</summary><example>0</example>
    [JsonPropertyOrder(6)] public long Withdrawn => counts.Withdrawn;
}

/// <summary>What was counted of a key in a bucket.</summary>
internal sealed class SignUpBucketView(SignUpBucket bucket) : SignUpNumbers(bucket.Counts)
{
    /// <summary>When the bucket begins. UTC.</summary><example>2026-01-14T23:00:00.000Z</example>
    public DateTimeOffset Start => bucket.Start;

    /// <summary>
    /// The source, the name of the group, or the id of the API key; empty for none, and where nothing is told apart. A group that is no
    /// more has `#` and its id.
    /// </summary><example>web</example>
    public string Key => bucket.Key;

    public string[] Cells() =>
    [
        Start.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), Key, .. new[]
        {
            Submitted, Created, Repeated, Pending, Confirmed, Withdrawn,
        }.Select(number => number.ToString(CultureInfo.InvariantCulture)),
    ];
}

[JsonSerializable(typeof(SignUpsAnswer))]
internal sealed partial class AnalyticsJson : JsonSerializerContext;
