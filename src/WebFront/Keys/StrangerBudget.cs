namespace Contacts.WebFront.Keys;

/// <summary>A number of permits per second of the clock, so that a flood of invented keys does not reach the store.</summary>
internal sealed class StrangerBudget(int perSecond, TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _second = long.MinValue;
    private int _left;

    public bool TryTake()
    {
        lock (_lock)
        {
            var now = time.GetUtcNow().ToUnixTimeSeconds();
            if (now != _second)
                (_second, _left) = (now, perSecond);
            if (_left == 0)
                return false;
            _left--;
            return true;
        }
    }
}
