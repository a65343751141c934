using Contacts.Core.Consent;
using Contacts.Core.Contacts;

namespace Contacts.Storage.Tests.Contract;

/// <summary>Who asked to be forgotten is not brought back but by the person's own act.</summary>
public abstract class SuppressionContract(IStoreFixture store) : StoreContract(store)
{
    private const string Eva = "eva@example.com";
    private const string Number = "+420777123456";

    private static readonly ConsentKey _address = new(ConsentChannel.Email, Eva);
    private static readonly ConsentKey _number = new(ConsentChannel.Sms, Number);

    [Fact]
    public async Task Suppressed_is_what_was_added_in_its_organisation_alone()
    {
        var (organisation, other) = (await NewOrganisationAsync(), await NewOrganisationAsync());
        await SuppressAsync(organisation, _address);
        await SuppressAsync(organisation, _address, _number);

        Assert.Equal([_address, _number], (await Store.Suppressions.FindAsync(organisation, [_number, _address], None)).OrderBy(key => key.Channel));
        Assert.Empty(await Store.Suppressions.FindAsync(organisation, [new(ConsentChannel.Sms, Eva), new(ConsentChannel.Email, "eve@example.com")], None));
        Assert.Empty(await Store.Suppressions.FindAsync(other, [_address, _number], None));
    }

    [Theory]
    [InlineData(ContactWriteKind.Register)]
    [InlineData(ContactWriteKind.AddIfAbsent)]
    [InlineData(ContactWriteKind.Create)]
    [InlineData(ContactWriteKind.Import)]
    public async Task No_write_makes_a_contact_of_a_suppressed_address(ContactWriteKind kind)
    {
        var organisation = await NewOrganisationAsync();
        await SuppressAsync(organisation, _address);

        var results = await Store.Contacts.WriteAsync([Write(organisation, Eva, kind), Write(organisation, "ida@example.com", kind)], None);

        Assert.Equal([ContactWriteOutcome.Suppressed, ContactWriteOutcome.Created], results.Select(result => result.Outcome));
        Assert.Null(await Store.Contacts.FindByEmailAsync(organisation, Eva, None));
        Assert.Empty(await Store.Consents.FindAsync(organisation, [_address], None));
    }

    [Theory]
    [InlineData(ContactWriteKind.Register)]
    [InlineData(ContactWriteKind.Create)]
    public async Task A_contact_that_has_the_address_is_written_as_ever(ContactWriteKind kind)
    {
        var organisation = await NewOrganisationAsync();
        await WriteAsync(Write(organisation, Eva) with { Phone = Number });
        await SuppressAsync(organisation, _address, _number);

        var result = await WriteAsync(Write(organisation, Eva, kind) with { FirstName = "Eva", Phone = Number });

        Assert.Equal(kind == ContactWriteKind.Create ? ContactWriteOutcome.Exists : ContactWriteOutcome.Updated, result.Outcome);
    }

    [Theory]
    [InlineData(ContactWriteKind.Register, "ida@example.com", ContactWriteOutcome.Created)]
    [InlineData(ContactWriteKind.AddIfAbsent, "ida@example.com", ContactWriteOutcome.Created)]
    [InlineData(ContactWriteKind.Create, "ida@example.com", ContactWriteOutcome.Suppressed)]
    [InlineData(ContactWriteKind.Import, "ida@example.com", ContactWriteOutcome.Suppressed)]
    [InlineData(ContactWriteKind.Create, null, ContactWriteOutcome.Suppressed)]
    [InlineData(ContactWriteKind.Import, null, ContactWriteOutcome.Suppressed)]
    public async Task A_suppressed_number_is_left_out_of_what_people_say_and_refuses_the_rest(
        ContactWriteKind kind, string? email, ContactWriteOutcome expected)
    {
        var organisation = await NewOrganisationAsync();
        await SuppressAsync(organisation, _number);

        var result = await WriteAsync(Write(organisation, email, kind) with { Phone = Number });

        Assert.Equal(expected, result.Outcome);
        Assert.Empty(await Store.Contacts.FindByPhoneAsync(organisation, Number, 2, None));
    }

    [Fact]
    public async Task The_person_who_confirms_becomes_a_contact_and_is_not_suppressed_any_more()
    {
        var organisation = await NewOrganisationAsync();
        await SuppressAsync(organisation, _address, _number);
        var held = HeldValues.AddAlone(null, Write(organisation, Eva) with { FirstName = "Eva", Phone = Number });
        var pending = ConsentRow.Unknown(organisation, _address) with
        {
            State = ConsentState.Pending, Sequence = 1, Held = held, RequestedAt = Monday, ExpiresAt = Tuesday, Source = "web",
        };
        await ApplyAsync(pending);
        var stored = Assert.Single(await Store.Consents.FindAsync(organisation, [_address], None));

        var stale = await WriteAsync(HeldValues.ToWrite(stored, new(Sequence: 2, Act))!);
        Assert.Equal((ContactWriteOutcome.Suppressed, 0L), (stale.Outcome, stale.ContactId));
        Assert.Equal(2, (await Store.Suppressions.FindAsync(organisation, [_address, _number], None)).Count);

        var result = await WriteAsync(HeldValues.ToWrite(stored, new(Sequence: 1, Act))!);

        var contact = await FoundAsync(organisation, result.ContactId);
        Assert.Equal((ContactWriteOutcome.Created, Eva, Number, "Eva", "web", true),
            (result.Outcome, contact.Email, contact.Phone, contact.FirstName, contact.Source, contact.EmailSubscribed));
        Assert.Equal(ConsentState.Confirmed, Assert.Single(await Store.Consents.FindAsync(organisation, [_address], None)).State);
        Assert.Empty(await Store.Suppressions.FindAsync(organisation, [_address, _number], None));
        Assert.Equal([EventKinds.ConsentConfirmed, EventKinds.Registered], (await HistoryAsync(contact)).Select(entry => entry.Kind).Order());
    }

    [Fact]
    public async Task Sign_ups_that_race_with_a_suppression_come_before_it_or_to_nothing()
    {
        var organisation = await NewOrganisationAsync();
        var writes = Enumerable.Range(0, 64).Select(_ => Task.Run(() => WriteAsync(Write(organisation, Eva)))).ToArray();
        await SuppressAsync(organisation, _address);

        var results = await Task.WhenAll(writes);
        var contact = await Store.Contacts.FindByEmailAsync(organisation, Eva, None);
        var made = results.Where(result => result.Outcome != ContactWriteOutcome.Lost).ToArray();
        Assert.Equal(contact is null ? 0 : 1, made.Count(result => result.Outcome == ContactWriteOutcome.Created));
        Assert.All(made, result => Assert.Equal(result.Outcome == ContactWriteOutcome.Suppressed ? 0 : contact!.Id, result.ContactId));
        Assert.Equal(contact is null ? ContactWriteOutcome.Suppressed : ContactWriteOutcome.Unchanged,
            (await WriteAsync(Write(organisation, Eva))).Outcome);
    }

    private static ConsentAct Act => new("link", Monday);

    private async Task SuppressAsync(int organisation, params ConsentKey[] keys) =>
        await Store.Suppressions.AddAsync(organisation, keys, Monday, None);

    private async Task ApplyAsync(ConsentRow consent) => Assert.Equal(
        ApplyOutcome.Applied,
        await Store.Contacts.ApplyAsync(Decision.Set(consent.OrganisationId, [], [], Monday) with { Consents = [consent] }, None));
}
