using System.Net.Sockets;
using System.Text;
using Contacts.WebFront.Pipeline.Shedding;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.WebFront.Tests.Shedding;

/// <summary>A service that has no room for a write, and holds back those it turns away until it is told not to.</summary>
public sealed class FullService() : ServiceHost("Development")
{
    public WaitRecorder Clock { get; } = new();

    protected override void Configure(WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ConcurrencyLimit>(provider, 0));
        builder.Services.AddSingleton(new RefusalPace(Clock));
    }
}

public sealed class RefusalPaceTests(FullService service) : IClassFixture<FullService>
{
    private const string Head = $"Host: localhost\r\nAuthorization: Bearer {ServiceHost.SampleKey}\r\n";
    private const string Write = $"POST /api/v1/newsletter/register-contact HTTP/1.1\r\n{Head}Content-Type: application/json\r\nContent-Length: 21\r\n\r\n"
        + "{\"email\":\"a@b.cc\"}   ";
    private const string Read = $"GET /api/v1/groups HTTP/1.1\r\n{Head}\r\n";

    [Fact]
    public async Task A_refusal_is_answered_at_once_and_the_next_request_of_its_connection_is_read_later()
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync("127.0.0.1", new Uri(service.App.Urls.First()).Port);

        Assert.StartsWith("HTTP/1.1 503 ", await AskAsync(socket, Write));
        var read = AskAsync(socket, Read);
        using var other = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await other.ConnectAsync(socket.RemoteEndPoint!);
        Assert.StartsWith("HTTP/1.1 200 ", await AskAsync(other, Read)); // Other connections are served, and what succeeds is not followed by a wait.
        Assert.StartsWith("HTTP/1.1 200 ", await AskAsync(other, Read));

        await service.Clock.FirstWait;
        Assert.False(read.IsCompleted);
        service.Clock.Advance(RefusalPace.Longest);

        Assert.StartsWith("HTTP/1.1 200 ", await read);
    }

    [Fact]
    public async Task The_more_wait_the_longer_and_never_longer_than_the_longest()
    {
        var clock = new WaitRecorder();
        var pace = new RefusalPace(clock);

        var waits = Enumerable.Range(0, 2 * RefusalPace.PerSecond).Select(_ => pace.WaitAsync()).ToList();
        var asked = clock.Waits;
        Assert.Equal(TimeSpan.FromSeconds(1.0 / RefusalPace.PerSecond), asked[0]);
        Assert.Equal(TimeSpan.FromSeconds(100.0 / RefusalPace.PerSecond), asked[99]);
        Assert.Equal(RefusalPace.Longest, asked[^1]);
        clock.Advance(RefusalPace.Longest);
        await Task.WhenAll(waits);

        waits = [pace.WaitAsync()];
        Assert.Equal(asked[0], clock.Waits[^1]);
        clock.Advance(RefusalPace.Longest);
        await Task.WhenAll(waits);
    }

    /// <summary>Sends a request and reads its answer, which has a length.</summary>
    private static async Task<string> AskAsync(Socket socket, string request)
    {
        await socket.SendAsync(Encoding.ASCII.GetBytes(request));
        var (answer, buffer) = ("", new byte[16 * 1024]);
        while (!IsWhole(answer))
        {
            var count = await socket.ReceiveAsync(buffer);
            Assert.NotEqual(0, count);
            answer += Encoding.UTF8.GetString(buffer, 0, count);
        }
        return answer;
    }

    private static bool IsWhole(string answer)
    {
        if (answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) is var end && end < 0)
            return false;
        var length = answer.Split("Content-Length: ")[1].Split("\r\n")[0];
        return Encoding.UTF8.GetByteCount(answer[(end + 4)..]) >= int.Parse(length);
    }
}
