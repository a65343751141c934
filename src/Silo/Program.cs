using Contacts.Silo;

return await SiloHost.RunAsync(args);
