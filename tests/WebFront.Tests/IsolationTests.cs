using System.Text.Json.Nodes;

namespace Contacts.WebFront.Tests;

/// <summary>One organisation never sees, changes or learns of another's records: they are not found.</summary>
[Collection(InDevelopment.Name)]
public sealed class IsolationTests(Service service)
{
    [Fact]
    public async Task The_same_address_is_another_contact_in_another_organisation()
    {
        var (mine, theirs) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        var (id, _) = await mine.NewContactAsync("same@example.com");
        var (otherId, _) = await theirs.NewContactAsync("same@example.com");

        Assert.NotEqual(id, otherId);
        Assert.Equal(1, (int)(await mine.GetAsync("/bff/contact/list")).Is(200)["total"]!);
    }

    [Fact]
    public async Task Ids_of_another_organisation_are_not_found_on_any_route()
    {
        var (mine, theirs) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        var (id, contactId) = await theirs.NewContactAsync("theirs@example.com");
        var (own, _) = await mine.NewContactAsync("mine@example.com");
        var change = new JsonObject
        {
            ["id"] = id, ["currentEmail"] = "theirs@example.com", ["newEmail"] = "x@example.com", ["reason"] = "r",
        };

        (await mine.GetAsync($"/bff/contact/detail?id={id}")).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        (await mine.PostAsync("/bff/contact/detail-change-email", change)).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        (await mine.PostAsync("/bff/contact/detail-change-email-preview", new JsonObject { ["id"] = id, ["newEmail"] = "x@example.com" }))
            .IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        (await mine.PostAsync("/bff/contact/merge-customers", new JsonObject { ["finalCustomerId"] = own, ["legacyCustomerId"] = id }))
            .IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        (await mine.PostAsync("/api/v1/contacts/update", new JsonObject { ["id"] = contactId, ["company"] = "x" }))
            .IsPlain(404, "Contact not found");
        Assert.Equal(0, (int)(await mine.GetAsync("/bff/contact/list?filterFulltextQuery=theirs")).Is(200)["total"]!);
        Assert.Equal("theirs@example.com", (string)(await theirs.GetAsync($"/bff/contact/detail?id={id}")).Is(200)["contact"]!["email"]!);
    }

    [Fact]
    public async Task Keys_of_another_organisation_are_not_found()
    {
        var (mine, theirs) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        var id = (await theirs.GetAsync("/bff/api-key/list")).Is(200)["items"]![0]!["id"]!.DeepClone();

        (await mine.PostAsync("/bff/api-key/revoke", new JsonObject { ["id"] = id })).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        (await theirs.GetAsync("/bff/api-key/list")).Is(200);
    }

    [Fact]
    public async Task Groups_are_counted_and_named_per_organisation()
    {
        var (mine, theirs) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        foreach (var tenant in new[] { mine, theirs })
        {
            var group = (await tenant.PostAsync("/api/v1/groups/create", new JsonObject { ["name"] = "Members" })).Is(201)["group"]!;
            Assert.Equal((1, "Members"), ((int)group["id"]!, (string)group["name"]!));
        }
    }
}
