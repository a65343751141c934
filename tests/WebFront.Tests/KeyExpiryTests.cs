using Contacts.WebFront.Tests.Limits;

namespace Contacts.WebFront.Tests;

public sealed class KeyExpiryTests(LimitService service) : IClassFixture<LimitService>
{
    [Fact]
    public async Task A_key_expires_by_the_clock_of_the_request()
    {
        var tenant = await service.NewTenantAsync();
        (await tenant.GetAsync("/bff/contact/list")).Is(200);

        service.Clock.Advance(TimeSpan.FromDays(91));

        (await tenant.GetAsync("/bff/contact/list")).IsCoded(401, "PUBLIC_API_KEY_HAS_BEEN_EXPIRED");
        (await tenant.GetAsync("/api/v1/contacts")).IsPlain(401, "Missing or invalid API token");
    }
}
