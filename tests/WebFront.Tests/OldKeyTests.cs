using Contacts.Core.Keys;
using Contacts.Core.Organisations;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.WebFront.Tests;

/// <summary>A service with a key from before keys had checksums.</summary>
public sealed class OldKeyService() : ServiceHost("Development");

public sealed class OldKeyTests(OldKeyService service) : IClassFixture<OldKeyService>
{
    private const string Key = "PRODoldoldoldoldoldoldoldoldold0";

    [Fact]
    public async Task A_key_from_before_checksums_works()
    {
        var now = DateTimeOffset.UtcNow;
        var organisation = await service.App.Services.GetRequiredService<IOrganisationStore>().CreateAsync("old", "Old", now, default);
        var key = new ApiKey { Id = 0, OrganisationId = organisation!.Id, Kind = ApiKeyKind.Prod, Scopes = ApiKeyScopes.Contacts };
        await service.App.Services.GetRequiredService<IApiKeyStore>().AddAsync(key, KeyHash.Of(Key), default);

        (await service.SendAsync("GET", "/api/v1/groups", key: Key)).Is(200);
        (await service.SendAsync("GET", "/bff/contact/list", key: Key[..^1] + "1")).IsCoded(401, "PUBLIC_API_KEY_DOES_NOT_EXIST");
    }
}
