using Contacts.Silo;
using Contacts.Silo.Commands;

return CommandLine.IsCommand(args) ? await CommandLine.RunAsync(args) : await SiloHost.RunAsync(args);
