using Contacts.WebFront.Cluster;

return await FrontHost.RunAsync(args);
