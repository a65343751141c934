using Contacts.Core.Caching;
using Contacts.WebFront.Pipeline.Clients;

namespace Contacts.WebFront.Pipeline.Keys;

/// <summary>
/// Look-ups of unknown keys, for each client in a second of the clock, so that a flood of invented keys neither reaches the store nor takes
/// the look-ups of others. Remembers <see cref="Clients"/> clients; where more come at once, some begin anew. Thread-safe.
/// </summary>
internal sealed class UnknownKeyBudget(int perSecond, TimeProvider time)
{
    public const int Clients = 10_000;

    private readonly RotatingCache<ClientNetwork, Second> _seconds = new(Clients, TimeSpan.FromSeconds(1), time);

    public bool TryTake(ClientNetwork client)
    {
        if (!_seconds.TryGet(client, out var second)) _seconds.Set(client, second = new());
        return second.TryTake(time.GetUtcNow().ToUnixTimeSeconds(), perSecond);
    }

    private sealed class Second
    {
        private readonly Lock _lock = new();
        private long _number = long.MinValue;
        private int _left;

        public bool TryTake(long number, int perSecond)
        {
            lock (_lock)
            {
                if (number != _number) (_number, _left) = (number, perSecond);
                if (_left == 0) return false;
                _left--;
                return true;
            }
        }
    }
}
