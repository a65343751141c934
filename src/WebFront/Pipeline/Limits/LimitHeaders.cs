using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Contacts.WebFront.Pipeline.Limits;

/// <summary>
/// Writes the rate-limit headers: the X-RateLimit fields, and RateLimit-Policy and RateLimit as in draft-ietf-httpapi-ratelimit-headers-11.
/// </summary>
internal static class LimitHeaders
{
    public const string Limit = "X-RateLimit-Limit";
    public const string Remaining = "X-RateLimit-Remaining";
    public const string Reset = "X-RateLimit-Reset";
    public const string LimitMinute = "X-RateLimit-Limit-Minute";
    public const string RemainingMinute = "X-RateLimit-Remaining-Minute";
    public const string LimitHour = "X-RateLimit-Limit-Hour";
    public const string RemainingHour = "X-RateLimit-Remaining-Hour";
    public const string Policy = "RateLimit-Policy";
    public const string State = "RateLimit";

    private static readonly string[] _names =
        [Limit, Remaining, Reset, LimitMinute, RemainingMinute, LimitHour, RemainingHour, Policy, State];

    // Callers with the same limits share them; a different pair simply takes their place.
    private static Texts _texts = new(0, 0);

    public static void Write(HttpContext http, in LimitState state, DateTimeOffset now)
    {
        var headers = http.Response.Headers;
        var texts = TextsOf(state.Minute.Limit, state.Hour.Limit);
        var (minuteLeft, hourLeft) = (Text(state.MinuteLeft), Text(state.HourLeft));
        var byHour = IsHourNearest(state);
        headers[Limit] = byHour ? texts.Hour : texts.Minute;
        headers[Remaining] = byHour ? hourLeft : minuteLeft;
        headers[Reset] = (byHour ? state.Hour : state.Minute).End.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        headers[LimitMinute] = texts.Minute;
        headers[RemainingMinute] = minuteLeft;
        headers[LimitHour] = texts.Hour;
        headers[RemainingHour] = hourLeft;
        headers[Policy] = texts.Policy;
        headers[State] = string.Create(
            CultureInfo.InvariantCulture,
            $"\"minute\";r={minuteLeft};t={SecondsTo(state.Minute.End, now)}, \"hour\";r={hourLeft};t={SecondsTo(state.Hour.End, now)}");
        if (state.RefusedBy is { } by)
            headers.RetryAfter = Text(Math.Max(1, SecondsTo(byHour && state.HourLeft == 0 ? state.Hour.End : by.End, now)));
    }

    /// <summary>Runs what removes all headers, and puts these back.</summary>
    public static void KeepThrough(HttpResponse response, Action<HttpResponse> clear)
    {
        var kept = new StringValues[_names.Length];
        for (var i = 0; i < _names.Length; i++)
            kept[i] = response.Headers[_names[i]];
        clear(response);
        for (var i = 0; i < _names.Length; i++)
            if (kept[i].Count > 0)
                response.Headers[_names[i]] = kept[i];
    }

    /// <summary>
    /// Whether the hour is nearer to the end of its quota than the minute; where both are at it, the later end is what counts.
    /// </summary>
    private static bool IsHourNearest(in LimitState state) =>
        state.HourLeft < state.MinuteLeft || (state.HourLeft == 0 && state.MinuteLeft == 0);

    private static int SecondsTo(DateTimeOffset end, DateTimeOffset now) => Math.Max(0, (int)Math.Ceiling((end - now).TotalSeconds));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Texts TextsOf(int perMinute, int perHour)
    {
        var texts = Volatile.Read(ref _texts);
        if (texts.PerMinute != perMinute || texts.PerHour != perHour)
            Volatile.Write(ref _texts, texts = new(perMinute, perHour));
        return texts;
    }

    private sealed class Texts(int perMinute, int perHour)
    {
        public readonly int PerMinute = perMinute;
        public readonly int PerHour = perHour;
        public readonly string Minute = Text(perMinute);
        public readonly string Hour = Text(perHour);
        public readonly string Policy = string.Create(
            CultureInfo.InvariantCulture, $"\"minute\";q={perMinute};w=60, \"hour\";q={perHour};w=3600");
    }
}
