using System.Net.Sockets;
using System.Text.Json;
using Contacts.Core;
using Contacts.WebFront.Cluster;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Orleans.Runtime;
using Orleans.Serialization;

namespace Contacts.Cluster.Tests;

public sealed class ClusterExceptionsTests
{
    private static readonly Serializer<Exception> _serializer = Serializer(services => services.AddClusterExceptions());

    // A sender that keeps to no list.
    private static readonly Serializer<Exception> _stranger = Serializer(services =>
        services.Configure<ExceptionSerializationOptions>(options => options.SupportedExceptionTypeFilter = _ => true));

    [Fact]
    public void An_outage_of_the_store_arrives_with_its_cause()
    {
        var sent = new StoreUnavailableException("The database does not answer.", new NpgsqlException("No.", new SocketException(111)));

        var arrived = Assert.IsType<StoreUnavailableException>(_serializer.Deserialize(_serializer.SerializeToArray(sent)));

        Assert.Equal(sent.Message, arrived.Message);
        Assert.IsType<SocketException>(Assert.IsType<NpgsqlException>(arrived.InnerException).InnerException);
    }

    [Fact]
    public void Exceptions_of_Orleans_arrive_as_they_are()
    {
        var bytes = _serializer.SerializeToArray(new SiloUnavailableException("Gone."));

        Assert.Equal("Gone.", Assert.IsType<SiloUnavailableException>(_serializer.Deserialize(bytes)).Message);
    }

    [Theory]
    [MemberData(nameof(Others))]
    public void No_other_type_is_made_of_what_arrives(Exception sent)
    {
        var bytes = _stranger.SerializeToArray(sent);

        Assert.IsType(sent.GetType(), _stranger.Deserialize(bytes));
        var refusal = Record.Exception(() => Assert.IsNotType(sent.GetType(), _serializer.Deserialize(bytes)));
        Assert.True(refusal is null or InvalidOperationException, refusal?.ToString());
    }

    public static TheoryData<Exception> Others() => [new OtherException("Ours."), new JsonException("Bad.")];

    private static Serializer<Exception> Serializer(Func<IServiceCollection, IServiceCollection> configure) =>
        configure(new ServiceCollection().AddSerializer()).BuildServiceProvider().GetRequiredService<Serializer<Exception>>();

    private sealed class OtherException(string message) : Exception(message);
}
