namespace Contacts.WebFront.Pipeline.Limits;

/// <summary>
/// The windows that one request must be within, in the order in which they are spent from: the key's before its organisation's, so that
/// whoever is refused by one of them kept nobody else from a permit. At most four.
/// </summary>
internal readonly struct Spending(PermitWindow minute, PermitWindow hour, PermitWindow? allMinute, PermitWindow? allHour)
{
    private const int None = int.MaxValue;

    /// <summary>How many windows there are.</summary>
    public int Windows => allMinute is null ? 2 : 4;

    /// <summary>Takes a permit of each where all are in hand; none where one is missing.</summary>
    public LimitState? TrySpend()
    {
        // Checked before taking: a permit that is taken and returned is unavailable to others for a moment and counted twice.
        if (minute.InHand <= 0 || hour.InHand <= 0 || allMinute?.InHand <= 0 || allHour?.InHand <= 0)
            return null;
        var minuteLeft = minute.TrySpend();
        if (minuteLeft == PermitWindow.Refused)
            return null;
        var hourLeft = hour.TrySpend();
        if (hourLeft == PermitWindow.Refused)
        {
            minute.Refund();
            return null;
        }

        if (allMinute is null)
            return State(minuteLeft, hourLeft, None, None);
        var allMinuteLeft = allMinute.TrySpend();
        var allHourLeft = allMinuteLeft == PermitWindow.Refused ? PermitWindow.Refused : allHour!.TrySpend();
        if (allHourLeft != PermitWindow.Refused)
            return State(minuteLeft, hourLeft, allMinuteLeft, allHourLeft);
        if (allMinuteLeft != PermitWindow.Refused)
            allMinute.Refund();
        hour.Refund();
        minute.Refund();
        return null;
    }

    /// <summary>
    /// Takes permits of each, all or none, waiting for them; <see cref="LimitState.RefusedBy"/> names the window that has too few left.
    /// </summary>
    public async ValueTask<LimitState> SpendAsync(int permits = 1)
    {
        PermitWindow[] windows = allMinute is null ? [minute, hour] : [minute, hour, allMinute, allHour!];
        int[] left = [None, None, None, None];
        var spent = 0;
        try
        {
            for (; spent < windows.Length; spent++)
            {
                left[spent] = await windows[spent].SpendAsync(permits);
                if (left[spent] == PermitWindow.Refused)
                    return Refuse(windows, spent, permits);
            }
        }
        catch
        {
            RefundAll(windows, spent, permits);
            throw;
        }

        return State(left[0], left[1], left[2], left[3]);
    }

    private LimitState Refuse(PermitWindow[] windows, int by, int permits)
    {
        RefundAll(windows, by, permits);
        return State(minute.Remaining, hour.Remaining, allMinute?.Remaining ?? None, allHour?.Remaining ?? None, windows[by]);
    }

    private static void RefundAll(PermitWindow[] windows, int spent, int permits)
    {
        while (spent > 0)
            windows[--spent].Refund(permits);
    }

    // Of key and organisation, the one nearer to its limit is reported. A window that refused reports 0, whatever was returned since.
    private LimitState State(int minuteLeft, int hourLeft, int allMinuteLeft, int allHourLeft, PermitWindow? refusedBy = null)
    {
        if (refusedBy is not null)
            (minuteLeft, hourLeft, allMinuteLeft, allHourLeft) = (
                refusedBy == minute ? 0 : minuteLeft, refusedBy == hour ? 0 : hourLeft,
                refusedBy == allMinute ? 0 : allMinuteLeft, refusedBy == allHour ? 0 : allHourLeft);
        return new()
        {
            Minute = allMinuteLeft < minuteLeft || (refusedBy is not null && refusedBy == allMinute) ? allMinute! : minute,
            MinuteLeft = Math.Min(minuteLeft, allMinuteLeft),
            Hour = allHourLeft < hourLeft || (refusedBy is not null && refusedBy == allHour) ? allHour! : hour,
            HourLeft = Math.Min(hourLeft, allHourLeft),
            RefusedBy = refusedBy,
        };
    }
}

/// <summary>
/// The state reported to a caller: the minute and hour windows with the fewest permits left, and the window that refused.
/// </summary>
internal readonly record struct LimitState
{
    public required PermitWindow Minute { get; init; }
    public required int MinuteLeft { get; init; }
    public required PermitWindow Hour { get; init; }
    public required int HourLeft { get; init; }
    public PermitWindow? RefusedBy { get; init; }
}
