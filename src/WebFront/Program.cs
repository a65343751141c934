#if ORLEANS
using Contacts.WebFront;

// A front of its own: a client of the cluster of silos.
var builder = WebApplication.CreateSlimBuilder(args);
builder.UseOrleansClient(client => client.UseLocalhostClustering());
builder.Services.AddContactsFront(builder.Configuration);
var app = builder.Build();
app.MapContactsFront();
await app.RunAsync();
return 0;
#else
Console.Error.WriteLine(
    "WebFront cannot run by itself on the in-process grain engine: start src/Silo, which contains it, "
    + "or build with -p:GrainEngine=orleans to get a client of a cluster.");
return 1;
#endif
