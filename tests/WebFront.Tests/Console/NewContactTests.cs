namespace Contacts.WebFront.Tests.Console;

/// <summary>Contacts that are created by hand in the console.</summary>
[Collection(InDevelopment.Name)]
public sealed class NewContactTests(Service service)
{
    [Fact]
    public async Task A_new_contact_has_the_external_id_and_a_second_one_cannot_have_it()
    {
        var tenant = await service.NewTenantAsync();
        var visitor = await Visitor.NewAsync(service, tenant, "agent");
        var page = $"/console/o/{tenant.Slug}/contacts/new";

        (await visitor.SubmitAsync(page, ("email", "a@example.com"), ("externalId", "crm-1"))).LeadsTo($"/console/o/{tenant.Slug}/contacts/");
        var second = await visitor.SubmitAsync(page, ("email", "b@example.com"), ("externalId", "crm-1"));

        Assert.Equal(400, second.Status);
        Assert.Contains("value=\"crm-1\"", second.Text, StringComparison.Ordinal);
        var contact = Assert.Single((await tenant.GetAsync("/bff/contact/list")).Is(200)["items"]!.AsArray());
        Assert.Equal(("a@example.com", "crm-1"), ((string)contact!["email"]!, (string)contact["externalId"]!));
    }
}
