namespace Contacts.WebFront.Limits;

/// <summary>
/// The windows that one request must be within, in the order in which they are spent from: the key's before its organisation's, so that
/// whoever is refused by one of them kept nobody else from a permit. At most four.
/// </summary>
internal readonly struct Spending(PermitWindow minute, PermitWindow hour, PermitWindow? allMinute, PermitWindow? allHour)
{
    private const int None = int.MaxValue;

    /// <summary>Takes a permit of each where all are in hand; none where one is missing.</summary>
    public LimitState? TrySpend()
    {
        var minuteLeft = minute.TrySpend();
        if (minuteLeft == PermitWindow.Refused)
            return null;
        var hourLeft = hour.TrySpend();
        if (hourLeft == PermitWindow.Refused)
        {
            minute.Unspend();
            return null;
        }

        if (allMinute is null)
            return State(minuteLeft, hourLeft, None, None);
        var allMinuteLeft = allMinute.TrySpend();
        var allHourLeft = allMinuteLeft == PermitWindow.Refused ? PermitWindow.Refused : allHour!.TrySpend();
        if (allHourLeft != PermitWindow.Refused)
            return State(minuteLeft, hourLeft, allMinuteLeft, allHourLeft);
        if (allMinuteLeft != PermitWindow.Refused)
            allMinute.Unspend();
        hour.Unspend();
        minute.Unspend();
        return null;
    }

    /// <summary>Takes a permit of each, waiting for them; <see cref="LimitState.RefusedBy"/> names the window that has none left.</summary>
    public async ValueTask<LimitState> SpendAsync()
    {
        PermitWindow? first = null, second = null, third = null;
        try
        {
            var minuteLeft = await minute.SpendAsync();
            if (minuteLeft == PermitWindow.Refused)
                return Refused(minute);
            first = minute;
            var hourLeft = await hour.SpendAsync();
            if (hourLeft == PermitWindow.Refused)
                return Refused(hour);
            second = hour;
            var (allMinuteLeft, allHourLeft) = (None, None);
            if (allMinute is not null)
            {
                allMinuteLeft = await allMinute.SpendAsync();
                if (allMinuteLeft == PermitWindow.Refused)
                    return Refused(allMinute);
                third = allMinute;
                allHourLeft = await allHour!.SpendAsync();
                if (allHourLeft == PermitWindow.Refused)
                    return Refused(allHour!);
            }

            (first, second, third) = (null, null, null); // spent: not to be put back
            return State(minuteLeft, hourLeft, allMinuteLeft, allHourLeft);
        }
        finally
        {
            third?.Unspend();
            second?.Unspend();
            first?.Unspend();
        }
    }

    private LimitState Refused(PermitWindow by) => State(
        by == minute ? 0 : minute.Remaining, by == hour ? 0 : hour.Remaining,
        by == allMinute ? 0 : allMinute?.Remaining ?? None, by == allHour ? 0 : allHour?.Remaining ?? None) with
    {
        RefusedBy = by,
    };

    // Of key and organisation, the one that is nearer to its end speaks for both.
    private LimitState State(int minuteLeft, int hourLeft, int allMinuteLeft, int allHourLeft) => new()
    {
        Minute = allMinuteLeft < minuteLeft ? allMinute! : minute, MinuteLeft = Math.Min(minuteLeft, allMinuteLeft),
        Hour = allHourLeft < hourLeft ? allHour! : hour, HourLeft = Math.Min(hourLeft, allHourLeft),
    };
}

/// <summary>What a caller is told: of a minute and of an hour the window that has less left, and by which window it was refused.</summary>
internal readonly record struct LimitState
{
    public required PermitWindow Minute { get; init; }
    public required int MinuteLeft { get; init; }
    public required PermitWindow Hour { get; init; }
    public required int HourLeft { get; init; }
    public PermitWindow? RefusedBy { get; init; }
}
