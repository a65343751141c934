// A front process of its own is a client of a cluster of silos. The in-process engine has no cluster to be a client of.
Console.Error.WriteLine(
    "WebFront cannot run by itself on the in-process grain engine: start src/Silo, which contains it, "
    + "or build with -p:GrainEngine=orleans to get a client of a cluster.");
return 1;
