#if ORLEANS
using Contacts.WebFront.Cluster;

return await FrontHost.RunAsync(args);
#else
Console.Error.WriteLine(
    "WebFront cannot run by itself on the in-process grain engine: start src/Silo, which contains it, "
    + "or build with -p:GrainEngine=orleans to get a client of a cluster.");
return 1;
#endif
