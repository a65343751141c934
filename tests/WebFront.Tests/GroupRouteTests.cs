using System.Text.Json.Nodes;

namespace Contacts.WebFront.Tests;

/// <summary>Groups as administrators rename, merge and delete them.</summary>
[Collection(InDevelopment.Name)]
public sealed class GroupRouteTests(Service service)
{
    [Fact]
    public async Task A_group_gets_another_name_that_no_other_group_has()
    {
        var tenant = await NewTenantAsync("monthly", "VIP");

        var renamed = (await tenant.PostAsync("/bff/group/update", new() { ["id"] = 1, ["name"] = " Monthly  news " })).Is(200)["group"]!;

        Assert.Equal("Monthly news", (string)renamed["name"]!);
        (await tenant.PostAsync("/bff/group/update", new() { ["id"] = 1, ["name"] = "vip" })).IsCoded(409, "GROUP_NAME_ALREADY_EXISTS");
        foreach (var wrong in (string[])[" ", new('x', 129)])
            (await tenant.PostAsync("/bff/group/update", new() { ["id"] = 1, ["name"] = wrong })).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
    }

    [Fact]
    public async Task Members_of_a_merged_group_are_found_in_the_other_one()
    {
        var tenant = await NewTenantAsync("final", "legacy");
        (await tenant.PostAsync("/api/v1/contacts/create", new() { ["email"] = "a@example.com", ["group_id"] = 2 })).Is(201);

        (await tenant.PostAsync("/bff/group/merge", new() { ["finalId"] = 1, ["legacyId"] = 2 })).Is(200);

        var group = Assert.Single((await tenant.GetAsync("/api/v1/groups")).Is(200)["data"]!.AsArray());
        Assert.Equal("final", (string)group!["name"]!);
        await Eventually.IsTrueAsync(async () => await CountAsync(tenant) > 0);
        (await tenant.PostAsync("/bff/group/merge", new() { ["finalId"] = 1, ["legacyId"] = 1 })).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        (await tenant.PostAsync("/bff/group/merge", new() { ["finalId"] = 1, ["legacyId"] = 2 })).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        (await tenant.PostAsync("/bff/group/merge", new() { ["finalId"] = 1 })).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
    }

    [Fact]
    public async Task A_group_with_members_stays_and_one_without_goes()
    {
        var tenant = await NewTenantAsync("full", "empty");
        (await tenant.PostAsync("/api/v1/contacts/create", new() { ["email"] = "a@example.com", ["group_id"] = 1 })).Is(201);

        (await tenant.PostAsync("/bff/group/delete", new() { ["id"] = 1 })).IsCoded(409, "GROUP_NOT_EMPTY");
        (await tenant.PostAsync("/bff/group/delete", new() { ["id"] = 2 })).Is(200);

        (await tenant.PostAsync("/bff/group/delete", new() { ["id"] = 2 })).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        Assert.Equal(1, (int)(await tenant.GetAsync("/api/v1/groups")).Is(200)["pagination"]!["total"]!);
    }

    private async Task<Tenant> NewTenantAsync(params string[] groups)
    {
        var tenant = await service.NewTenantAsync();
        foreach (var name in groups) (await tenant.PostAsync("/api/v1/groups/create", new JsonObject { ["name"] = name })).Is(201);
        return tenant;
    }

    private static async Task<int> CountAsync(Tenant tenant) =>
        (int)(await tenant.GetAsync("/api/v1/groups")).Is(200)["data"]![0]!["contact_count"]!;
}
