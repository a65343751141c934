using Contacts.Core.Contacts;

namespace Contacts.Storage.Tests.Contract;

public abstract class ContactEventContract(IStoreFixture store) : StoreContract(store)
{
    [Theory]
    [InlineData(ContactWriteKind.Register, "registered")]
    [InlineData(ContactWriteKind.AddIfAbsent, "registered")]
    [InlineData(ContactWriteKind.Create, "created")]
    public async Task A_new_contacts_event_has_the_values_that_were_given(ContactWriteKind kind, string expected)
    {
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, "A", "B");
        var contact = await RegisteredAsync(Write(organisation, "eva@example.com", kind) with
        {
            FirstName = "Žofie \"Ž\"", GroupIds = [groups[1], groups[0]], EmailSubscribed = true, Source = "web",
        });

        var entry = Assert.Single(await HistoryAsync(contact));

        Assert.Equal((expected, "web", "test", Monday, null), (entry.Kind, entry.Source, entry.Actor, entry.At, entry.Reason));
        AssertJson(null, entry.Before);
        AssertJson(
            $$"""{"email":"eva@example.com","firstName":"Žofie \"Ž\"","groups":[{{groups[0]}},{{groups[1]}}],"emailSubscribed":true}""",
            entry.After);
    }

    [Fact]
    public async Task An_updates_event_has_only_what_changed()
    {
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, "A", "B");
        await RegisteredAsync(Write(organisation, "eva@example.com") with { FirstName = "Eva", LastName = "Old", GroupIds = [groups[1]] });

        var contact = await RegisteredAsync(Write(organisation, "eva@example.com") with
        {
            FirstName = "Eva", LastName = "Nová", Company = "ACME", Phone = "+420777123456", GroupIds = [groups[0]], Source = "fair",
            Actor = "somebody", At = Tuesday,
        });

        var entry = (await HistoryAsync(contact))[0];
        Assert.Equal(("updated", "fair", "somebody", Tuesday), (entry.Kind, entry.Source, entry.Actor, entry.At));
        AssertJson($$"""{"phone":null,"lastName":"Old","company":"","groups":[]}""", entry.Before);
        AssertJson(
            $$"""{"phone":"+420777123456","lastName":"Nová","company":"ACME","groups":[{{groups[0]}}]}""", entry.After);
    }

    [Fact]
    public async Task Consent_given_by_registering_has_its_own_event()
    {
        var organisation = await NewOrganisationAsync();
        await RegisteredAsync(Write(organisation, "eva@example.com", ContactWriteKind.AddIfAbsent));

        var contact = await RegisteredAsync(Write(organisation, "eva@example.com") with { FirstName = "Eva", At = Tuesday });

        var history = await HistoryAsync(contact);
        Assert.Equal(["consent-given", "registered"], history.Select(entry => entry.Kind));
        AssertJson("""{"firstName":"","emailSubscribed":false}""", history[0].Before);
        AssertJson("""{"firstName":"Eva","emailSubscribed":true}""", history[0].After);
    }

    [Fact]
    public async Task Introducing_a_known_contact_is_an_update()
    {
        var organisation = await NewOrganisationAsync();
        await RegisteredAsync(Write(organisation, "eva@example.com"));

        var contact = await RegisteredAsync(
            Write(organisation, "eva@example.com", ContactWriteKind.AddIfAbsent) with { LastName = "Nová", At = Tuesday });

        var entry = (await HistoryAsync(contact))[0];
        Assert.Equal("updated", entry.Kind);
        AssertJson("""{"lastName":""}""", entry.Before);
        AssertJson("""{"lastName":"Nová"}""", entry.After);
    }

    [Fact]
    public async Task History_is_newest_first_also_within_one_instant()
    {
        var organisation = await NewOrganisationAsync();
        var contact = await RegisteredAsync(Write(organisation, "eva@example.com"));
        foreach (var name in (string[])["A", "B", "C"]) await WriteAsync(Write(organisation, "eva@example.com") with { FirstName = name });

        var history = await HistoryAsync(contact);

        Assert.Equal(4, history.Length);
        AssertJson("""{"firstName":"C"}""", history[0].After);
        AssertJson("""{"firstName":"B"}""", history[1].After);
        AssertJson("""{"firstName":"A"}""", history[2].After);
    }
}
