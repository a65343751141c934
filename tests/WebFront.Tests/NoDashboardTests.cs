using System.Net;
using System.Text;
using Contacts.WebFront.Hosting;
using Microsoft.AspNetCore.Http;

namespace Contacts.WebFront.Tests;

[Collection(InProduction.Name)]
public sealed class NoDashboardTests(ProductionService service)
{
    [Fact]
    public async Task By_default_there_is_no_dashboard() =>
        Assert.Equal(404, (await service.SendAsync("GET", "/dashboard/", key: ServiceHost.RootKey)).Status);
}
