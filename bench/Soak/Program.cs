// Three processes on one PostgreSQL under the load of the cluster tests, one organisation after the other, with the same checks; and what the
// processes hold meanwhile. Needs PostgreSQL's programs.
//   dotnet run -c Release --project bench/Soak [minutes=10] [seconds of a load=30]
using System.Globalization;
using Contacts.Cluster.Tests.Workload;
using Contacts.Soak;

var minutes = args.Length > 0 ? double.Parse(args[0], CultureInfo.InvariantCulture) : 10;
var seconds = args.Length > 1 ? double.Parse(args[1], CultureInfo.InvariantCulture) : 30;

await using var scene = await Scene.StartAsync();
var report = new Report(scene);
for (var n = 1; report.Minutes < minutes; n++)
{
    var calls = await scene.RunAsync($"soak-{n}", _ => Task.Delay(TimeSpan.FromSeconds(seconds)));
    await report.SampleAsync(calls);
}
return report.Conclude();
