using Contacts.WebFront.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Contacts.WebFront.Tests;

public sealed class BoundedStopTests
{
    [Fact]
    public async Task A_stop_that_is_cut_short_names_the_types_of_what_failed_and_not_their_messages()
    {
        var log = new LogCapture();
        await using var app = Build(log, new Unwilling(stop: new AggregateException(
            new InvalidOperationException("eva@example.com", new TimeoutException("eva@example.com")), new ObjectDisposedException("eva@example.com"))));
        using var stop = new BoundedStop(app);
        Assert.True(await stop.TryStartAsync());

        app.Lifetime.StopApplication();
        Assert.False(await stop.WaitAsync());

        Assert.Contains(
            (LogLevel.Warning, "The stop was cut short: AggregateException (InvalidOperationException (TimeoutException), ObjectDisposedException)"),
            log.Lines);
    }

    [Fact]
    public async Task A_start_that_is_cancelled_though_nobody_asked_for_a_stop_has_failed()
    {
        await using var app = Build(new LogCapture(), new Unwilling(start: new OperationCanceledException()));
        using var stop = new BoundedStop(app);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(stop.TryStartAsync);
    }

    [Fact]
    public async Task A_stop_that_was_asked_for_before_the_start_ends_it()
    {
        await using var app = Build(new LogCapture(), new Unwilling());
        using var stop = new BoundedStop(app, new CancellationToken(canceled: true));

        Assert.False(await stop.TryStartAsync());
        Assert.True(await stop.WaitAsync());
    }

    private static WebApplication Build(LogCapture log, Unwilling service)
    {
        var builder = WebApplication.CreateSlimBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddSingleton<IHostedService>(service);
        return builder.Build();
    }

    /// <summary>Fails as it is told to.</summary>
    private sealed class Unwilling(Exception? start = null, Exception? stop = null) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => start is null ? Task.CompletedTask : Task.FromException(start);

        public Task StopAsync(CancellationToken cancellationToken) => stop is null ? Task.CompletedTask : Task.FromException(stop);
    }
}
