using System.Collections.Immutable;
using Orleans;
using Orleans.Concurrency;
using Orleans.Runtime;

namespace Contacts.LocalSilo.Tests;

public sealed class StartCheckTests
{
    public interface INamelessGrain : IGrainWithStringKey;

    public sealed class NamelessGrain : Grain, INamelessGrain;

    [Alias("bad.methods")]
    public interface IBadMethodGrain : IGrainWithStringKey
    {
        int Property { get; }

        void Void();

        IAsyncEnumerable<int> Stream();

        Task Generic<T>(T value);

        Task ByRef(ref int value);

        Task Tokens(CancellationToken one, CancellationToken two);

        [OneWay]
        Task<int> OneWayResult();
    }

    public sealed class BadMethodGrain : Grain, IBadMethodGrain
    {
        public int Property => 0;

        public void Void()
        {
        }

        [AlwaysInterleave]
        public IAsyncEnumerable<int> Stream() => AsyncEnumerable.Empty<int>();

        public Task Generic<T>(T value) => Task.CompletedTask;

        public Task ByRef(ref int value) => Task.CompletedTask;

        public Task Tokens(CancellationToken one, CancellationToken two) => Task.CompletedTask;

        public Task<int> OneWayResult() => Task.FromResult(0);
    }

    [Alias("bad.types")]
    public interface IBadTypeGrain : IGrainWithStringKey
    {
        Task Array(int[] numbers);

        Task<List<string>> List();

        Task<ImmutableArray<object>> Objects();

        Task Readable(IReadOnlyList<int> numbers);

        Task Plain(Plain message);

        Task Faulty(Faulty message);

        Task Other(SameAlias message);

        Task Self(IBadTypeGrain grain);
    }

    public sealed record Plain;

    [GenerateSerializer, Alias("faulty")]
    public record Faulty
    {
        [Id(0)]
        public string Settable { get; set; } = "";

        [Id(0)]
        public string Twice { get; init; } = "";

        public string Unnumbered { get; init; } = "";

        [Id(1)]
        public byte[] Bytes { get; init; } = [];

        [Id(2)]
        internal int Field = 1;
    }

    [GenerateSerializer, Immutable]
    public sealed record FaultyChild : Faulty;

    [GenerateSerializer, Immutable, Alias("faulty")]
    public sealed record SameAlias;

    public sealed class BadTypeGrain : Grain, IBadTypeGrain
    {
        public Task Array(int[] numbers) => Task.CompletedTask;

        public Task<List<string>> List() => Task.FromResult(new List<string>());

        public Task<ImmutableArray<object>> Objects() => Task.FromResult(ImmutableArray<object>.Empty);

        public Task Readable(IReadOnlyList<int> numbers) => Task.CompletedTask;

        public Task Plain(Plain message) => Task.CompletedTask;

        public Task Faulty(Faulty message) => Task.CompletedTask;

        public Task Other(SameAlias message) => Task.CompletedTask;

        public Task Self(IBadTypeGrain grain) => Task.CompletedTask;
    }

    [Alias("good")]
    public interface IGoodGrain : IGrainWithStringKey
    {
        Task<Good> EchoAsync(Good message, ReadOnlyMemory<byte> bytes, (int, string) pair, DayOfWeek? day);
    }

    [GenerateSerializer, Immutable, Alias("good.message")]
    public sealed record Good([property: Id(0)] string Name, [property: Id(1)] ImmutableArray<Point> Points)
    {
        [Id(2)]
        public Page<Point>? Next { get; init; }

        public int Computed => Points.Length;
    }

    [GenerateSerializer, Immutable, Alias("good.point")]
    public readonly record struct Point([property: Id(0)] int X, [property: Id(1)] int Y);

    [GenerateSerializer, Immutable, Alias("good.page`1")]
    public sealed record Page<T>([property: Id(0)] ImmutableList<T> Items);

    public sealed class GoodGrain : Grain, IGoodGrain
    {
        public Task<Good> EchoAsync(Good message, ReadOnlyMemory<byte> bytes, (int, string) pair, DayOfWeek? day) =>
            Task.FromResult(message);
    }

    [Fact]
    public async Task Every_fault_of_messages_is_told_at_once()
    {
        var told = await ProblemsOfAsync(typeof(BadTypeGrain));
        foreach (var part in new[]
        {
            "IBadTypeGrain.Array('numbers'): Int32[] cannot be sent",
            "IBadTypeGrain.List's result: List<String> cannot be sent",
            "IBadTypeGrain.Objects's result: Object cannot be sent",
            "IBadTypeGrain.Readable('numbers'): IReadOnlyList<Int32> cannot be sent",
            "IBadTypeGrain.Plain('message'): Plain cannot be sent",
            "IBadTypeGrain.Self('grain'): IBadTypeGrain cannot be sent",
            "Faulty: has no [Immutable]",
            "Faulty.Settable: can be set",
            "Faulty.Twice: has the [Id] 0 of another member",
            "Faulty.Unnumbered: has no [Id]",
            "Faulty.Bytes: Byte[] cannot be sent",
            "Faulty.Field: can be set",
            "FaultyChild: has no [Alias]",
            "SameAlias: has the alias 'faulty' of Faulty"
        }) Assert.Contains(part, told);
        Assert.StartsWith("14 problems", told);
    }

    [Fact]
    public async Task Every_fault_of_interfaces_and_classes_is_told_at_once()
    {
        var told = await ProblemsOfAsync(typeof(BadMethodGrain), typeof(NamelessGrain));
        foreach (var part in new[]
        {
            "INamelessGrain: has no [Alias]",
            "IBadMethodGrain.get_Property: grain interfaces have methods only",
            "IBadMethodGrain.get_Property: returns Int32",
            "IBadMethodGrain.Void: returns Void",
            "IBadMethodGrain.Stream: returns IAsyncEnumerable<Int32>",
            "IBadMethodGrain.Generic: methods of grains are not generic",
            "IBadMethodGrain.ByRef: 'value' is passed by ref",
            "IBadMethodGrain.Tokens: takes more than one CancellationToken",
            "IBadMethodGrain.OneWayResult: is one-way and cannot have a result",
            "BadMethodGrain.Stream: [AlwaysInterleave] belongs on the interface's method"
        }) Assert.Contains(part, told);
        Assert.StartsWith("10 problems", told);
    }

    [Fact]
    public async Task Immutable_messages_with_their_attributes_pass_and_are_handed_over_as_they_are()
    {
        await using var silo = await TestSilo.StartAsync<GoodGrain>();
        var message = new Good("n", [new(1, 2)]) { Next = new([new(3, 4)]) };
        Assert.Same(message, await silo.Get<IGoodGrain>().EchoAsync(message, new byte[] { 1 }, (1, "2"), DayOfWeek.Friday));
    }

    private static async Task<string> ProblemsOfAsync(params Type[] grains) =>
        (await Assert.ThrowsAsync<OrleansConfigurationException>(() => TestSilo.StartAsync(grains))).Message;
}
