using System.Collections.Immutable;
using Contacts.Grains.Abstractions.Contacts;
using Orleans;

namespace Contacts.Grains.Tests.Messages;

public sealed class MessageTests
{
    [Alias("tests.bad")]
    public interface IBadGrain : IGrainWithStringKey
    {
        Task<List<string>> ListAsync(int[] numbers);

        Task<ImmutableArray<object>> ObjectsAsync();

        Task SendAsync(Faulty message, CancellationToken cancellationToken);
    }

#pragma warning disable ORLEANS0004 // The analyser finds the missing [Id], too.
    [GenerateSerializer, Alias("tests.faulty")]
    public record Faulty
    {
        [Id(0)] public string Settable { get; set; } = "";

        public string Unnumbered { get; init; } = "";

        [Id(1)] internal int Field = 1;
    }
#pragma warning restore ORLEANS0004

    [GenerateSerializer, Immutable]
    public sealed record FaultyChild : Faulty;

    [Fact]
    public void All_messages_of_the_grains_are_immutable_and_carry_ids_and_aliases()
    {
        var rules = new MessageRules();
        var grains = typeof(IContactGrain).Assembly.GetTypes().Where(type => type.IsInterface && type.IsAssignableTo(typeof(IGrain)));

        Assert.Empty(rules.ProblemsOf(grains));
        Assert.True(rules.Count > 20);
    }

    [Fact]
    public void Messages_that_could_change_or_be_misread_are_found()
    {
        string[] expected =
        [
            "IBadGrain.ListAsync: Int32[] is neither an immutable standard type nor marked with [GenerateSerializer]",
            "IBadGrain.ListAsync: List`1 is neither an immutable standard type nor marked with [GenerateSerializer]",
            "IBadGrain.ObjectsAsync: Object is neither an immutable standard type nor marked with [GenerateSerializer]",
            "Faulty has no [Immutable]",
            "Faulty.Settable can be set",
            "Faulty.Unnumbered has no [Id]",
            "Faulty.Field can be set",
            "FaultyChild has no [Alias]",
        ];
        Assert.Equal(expected.Order(), new MessageRules().ProblemsOf(typeof(IBadGrain)).Order());
    }
}
