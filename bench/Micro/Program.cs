using System.Diagnostics;
using Contacts.Micro;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;

const int Callers = 64;
const int Keys = 10_000;
const int CallsPerCaller = 40_000;
const int NewPerCaller = 4_000;
const int Rounds = 7;

var builder = Host.CreateEmptyApplicationBuilder(new());
builder.UseLocalSilo(silo => silo.AddGrainsOf<CounterGrain>());
using var host = builder.Build();
await host.StartAsync();
var grains = host.Services.GetRequiredService<IGrainFactory>();
var keys = Enumerable.Range(0, Keys).Select(i => $"organisation/{i}").ToArray();
var fresh = 0;

await ReportAsync(
    "calls, reference looked up each time", CallsPerCaller, (caller, i) => grains.GetGrain<ICounterGrain>(keys[Next(caller, i)]));
var references = keys.Select(k => grains.GetGrain<ICounterGrain>(k)).ToArray();
await ReportAsync("calls, reference kept", CallsPerCaller, (caller, i) => references[Next(caller, i)]);
await ReportAsync("new activations", NewPerCaller, (_, _) => grains.GetGrain<ICounterGrain>($"new/{Interlocked.Increment(ref fresh)}"));
await host.StopAsync();

static int Next(int caller, int i) => (int)(((uint)(caller * CallsPerCaller + i) * 2654435761u) % Keys);

static async Task ReportAsync(string what, int perCaller, Func<int, int, ICounterGrain> target)
{
    var rounds = new List<(double Wall, double Cpu, double Bytes)>();
    for (var round = 0; round < Rounds; round++) rounds.Add(await RoundAsync(perCaller, target));
    var (wall, cpu, bytes) = (Median(rounds, r => r.Wall), Median(rounds, r => r.Cpu), Median(rounds, r => r.Bytes));
    Console.WriteLine($"{what,-40} {wall,12:N0}/s {cpu,12:N0}/CPU-s {bytes,8:N0} bytes each (median of {Rounds})");
}

static async Task<(double Wall, double Cpu, double Bytes)> RoundAsync(int perCaller, Func<int, int, ICounterGrain> target)
{
    var cpu = Process.GetCurrentProcess().TotalProcessorTime;
    var bytes = GC.GetTotalAllocatedBytes();
    var watch = Stopwatch.StartNew();
    await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
    {
        for (var i = 0; i < perCaller; i++) await target(caller, i).AddAsync(1);
    })));
    var calls = (double)Callers * perCaller;
    return (
        calls / watch.Elapsed.TotalSeconds,
        calls / (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds,
        (GC.GetTotalAllocatedBytes() - bytes) / calls);
}

static double Median(List<(double Wall, double Cpu, double Bytes)> rounds, Func<(double Wall, double Cpu, double Bytes), double> of) =>
    rounds.Select(of).Order().ElementAt(rounds.Count / 2);
