using Contacts.Core.Erasure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.WebFront.Tests.Erasure;

/// <summary>Of every route it is known whether its stored answers are emptied when a person is erased.</summary>
[Collection(InDevelopment.Name)]
public sealed class ErasedRoutesTests(Service service)
{
    /// <summary>Routes whose answers say nothing of people, or of those of the organisation alone.</summary>
    private static readonly string[] _others =
    [
        "/api/v1/groups/create", "/api/v1/groups/delete", "/api/v1/groups/update", "/api/v1/newsletter/register-contact",
        "/api/v1/newsletter/unsubscribe",
    ];

    private static readonly string[] _ofAdministration =
        ["api-key", "contact/erase", "contact/import", "erasure", "group", "organisation", "user", "audit", "privacy-request"];

    [Fact]
    public void Every_route_that_keeps_answers_is_known()
    {
        var routes = (
            from endpoint in service.App.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            let route = endpoint.RoutePattern.RawText!
            where route.StartsWith("/bff", StringComparison.Ordinal) || route.StartsWith("/api", StringComparison.Ordinal)
            where endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Any(method => method is "POST" or "PUT" or "PATCH") == true
            where !ErasedRoutes.AreOfContacts(route) && !ErasedRoutes.AreOfTickets(route)
            where !_ofAdministration.Any(kind => route.StartsWith($"/bff/{kind}", StringComparison.Ordinal))
            select route).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(_others, routes);
    }
}
