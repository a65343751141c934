using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;

namespace Contacts.LocalSilo.Tests;

/// <summary>A host with nothing but the engine and the grains a test names; stops when disposed.</summary>
internal sealed class TestSilo : IAsyncDisposable
{
    private readonly IHost _host;
    private bool _stopped;

    private TestSilo(IHost host) => _host = host;

    public IServiceProvider Services => _host.Services;

    public Gates Gates => Services.GetRequiredService<Gates>();

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public static async Task<TestSilo> StartAsync<TGrain>(
        Action<LocalSiloOptions>? options = null, Action<IServiceCollection>? services = null)
        where TGrain : IGrainBase => await StartAsync([typeof(TGrain)], options, services);

    public static async Task<TestSilo> StartAsync(
        Type[] grains, Action<LocalSiloOptions>? options = null, Action<IServiceCollection>? services = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddSingleton<Gates>();
        services?.Invoke(builder.Services);
        builder.UseLocalSilo(silo =>
        {
            foreach (var grain in grains) silo.GrainClasses.Add(grain);
            options?.Invoke(silo);
        });
        var host = builder.Build();
        await host.StartAsync();
        return new(host);
    }

    public T Get<T>(string key = "a") where T : IGrainWithStringKey => Grains.GetGrain<T>(key);

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        _stopped = true;
        await _host.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_stopped) await _host.StopAsync();
        _host.Dispose();
    }
}
