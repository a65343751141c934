// Three processes on one PostgreSQL under the load of the cluster tests, one organisation after the other, with the same checks; and what
// the processes hold meanwhile. Grains are kept for two minutes without calls. Needs PostgreSQL's programs.
//   dotnet run -c Release --project bench/Soak [minutes=30] [seconds of a load=30]
using System.Globalization;
using Contacts.Testing.Otlp;
using Contacts.Testing.Workload;
using Contacts.Soak;

var minutes = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 30;
var seconds = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 30;

await using var collector = await Collector.StartAsync(keepsText: false);
await using var scene = await Scene.StartAsync(
    [.. collector.Settings, "OTEL_METRIC_EXPORT_INTERVAL=1000", "OTEL_TRACES_SAMPLER=always_off",
        "Contacts:Grains:CollectionAge=00:02:00"]);
var report = new Report(scene, collector);
for (var n = 1; report.Minutes < minutes; n++)
{
    var calls = await scene.RunAsync($"soak-{n}", _ => Task.Delay(TimeSpan.FromSeconds(seconds)));
    await report.SampleAsync(calls);
}
return report.Conclude();
