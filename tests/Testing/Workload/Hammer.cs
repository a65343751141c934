using System.Collections.Concurrent;

namespace Contacts.Testing.Workload;

/// <summary>
/// Callers that change the same fifty addresses of one organisation through all places, until told to stop. What they are told is kept. The
/// first answer that may not be ends the load with an exception.
/// </summary>
public sealed partial class Hammer
{
    private const int Addresses = 50;

    private readonly Fleet _fleet;
    private readonly Tenancy _tenancy;
    private readonly Known _known = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<int, int> _successes = [];
    private readonly Pulse _success = new();
    private Task _callers = Task.CompletedTask;
    private int _tokens;

    public Hammer(Fleet fleet, Tenancy tenancy) => (_fleet, _tenancy) = (fleet, tenancy);

    public Acknowledged Acknowledged { get; } = new();

    public int Successes => _successes.Values.Sum();

    public void Start(int callers = 24) =>
        _callers = Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(() => RunAsync(new Random(caller)))));

    /// <summary>Completes once each of these places has done so many further calls.</summary>
    public async Task DoneAsync(int calls, params int[] places)
    {
        if (places.Length == 0) places = [.. _fleet.Places.Select(place => place.Number)];
        var goals = places.ToDictionary(place => place, place => _successes.GetValueOrDefault(place) + calls);
        while (true)
        {
            var success = _success.Next;
            if (goals.All(goal => _successes.GetValueOrDefault(goal.Key) >= goal.Value)) return;
            if (await Task.WhenAny(success, _callers) == _callers) await _callers;
        }
    }

    public async Task<Acknowledged> StopAsync()
    {
        await _stop.CancelAsync();
        await _callers;
        return Acknowledged;
    }

    /// <summary>
    /// A rush for each address from all places at once, while nobody has it yet: first by sign-ups, then by changes of address.
    /// </summary>
    public async Task RushAsync()
    {
        for (var i = 0; i < Addresses; i++)
        {
            var address = Address(i);
            // Groups that are there already: making one would let the calls pass one after the other.
            await AtOnceAsync(caller => RegisterAsync(caller, address, $"rush {caller.Place.Number}"));
        }
        await MeasureAsync(new Caller(_fleet.Places[0], _tenancy, new Random(0)));
        for (var i = 0; i < Addresses; i++)
        {
            var address = $"wanted.{i}@example.com";
            await AtOnceAsync(caller => ChangeEmailAsync(caller, address));
        }
    }

    private Task AtOnceAsync(Func<Caller, Task> call) => Task.WhenAll(Enumerable.Range(0, 2 * _fleet.Places.Count).Select(i =>
        Task.Run(() => call(new Caller(_fleet.Places[i % _fleet.Places.Count], _tenancy, new Random(i + Token()))))));

    private async Task RunAsync(Random random)
    {
        while (!_stop.IsCancellationRequested)
        {
            var place = _fleet.Places[random.Next(_fleet.Places.Count)];
            await StepAsync(new Caller(place, _tenancy, random));
        }
    }

    private Task StepAsync(Caller caller) => caller.Random.Next(100) switch
    {
        < 30 => RegisterAsync(caller, AnyAddress(caller.Random)),
        < 42 => CreateAsync(caller),
        < 58 => UpdateAsync(caller),
        < 70 => ChangeEmailAsync(caller, AnyAddress(caller.Random)),
        < 78 => MergeAsync(caller),
        < 84 => UndoAsync(caller),
        < 92 => SubmitFormAsync(caller),
        < 97 => SpendPermitAsync(caller),
        _ => MeasureAsync(caller),
    };

    private void Succeeded(Caller caller)
    {
        _successes.AddOrUpdate(caller.Place.Number, 1, (_, count) => count + 1);
        _success.Beat();
    }

    private int Token() => Interlocked.Increment(ref _tokens);

    private static string AnyAddress(Random random) => Address(random.Next(Addresses));

    private static string Address(int number) => $"same.{number}@example.com";
}
