using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans;

namespace Contacts.LocalSilo.Tests;

public sealed class LogTests
{
    [Alias("test.frail")]
    public interface IFrail : IGrainWithStringKey
    {
        [Alias("ping")]
        Task PingAsync();
    }

    public sealed class FrailGrain : Grain, IFrail
    {
        public override Task OnActivateAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("broken");

        public Task PingAsync() => Task.CompletedTask;
    }

    [Theory]
    [InlineData(LogLevel.Information, false)]
    [InlineData(LogLevel.Debug, true)]
    public async Task The_key_of_a_grain_that_fails_is_told_at_Debug_alone(LogLevel level, bool isTold)
    {
        var lines = new Lines();
        await using var silo = await TestSilo.StartAsync<FrailGrain>(
            services: services => services.AddLogging(logging => logging.SetMinimumLevel(level).AddProvider(lines)));

        await Assert.ThrowsAsync<InvalidOperationException>(() => silo.Get<IFrail>("ava@example.com").PingAsync());

        Assert.Contains(lines.Written, line => line.Contains("frail", StringComparison.Ordinal));
        Assert.Equal(isTold, lines.Written.Any(line => line.Contains("ava@example.com", StringComparison.Ordinal)));
    }

    private sealed class Lines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Written { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
