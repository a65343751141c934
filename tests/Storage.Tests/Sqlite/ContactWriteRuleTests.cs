using Contacts.Core.Contacts;
using Contacts.Core.Groups;

namespace Contacts.Storage.Tests.Sqlite;

public sealed class ContactWriteRuleTests
{
    private static readonly DateTimeOffset _at = new(2026, 3, 2, 8, 30, 0, TimeSpan.Zero);

    private static readonly ContactImage _known = new()
    {
        OrganisationId = 1, Id = 7, ExternalId = "known", Email = "e.va@gmail.com", EmailKey = "eva@gmail.com", FirstName = "Eva",
        EmailSubscribed = true, CreatedAt = _at, UpdatedAt = _at, Version = 3, Groups = [new GroupRef { Id = 5, Name = "VIP" }],
    };

    private static readonly ContactWrite _write = new()
    {
        Kind = ContactWriteKind.Register, OrganisationId = 1, Email = "eva@gmail.com", EmailKey = "eva@gmail.com", ExternalId = "new",
        Actor = "test", At = _at.AddDays(1),
    };

    [Fact]
    public void Nothing_new_changes_nothing() =>
        Assert.Null(ContactWriteRule.Apply(_known, _write with { FirstName = "Eva", GroupIds = [5], SmsSubscribed = true }));

    [Fact]
    public void A_create_changes_nothing() =>
        Assert.Null(ContactWriteRule.Apply(_known, _write with { Kind = ContactWriteKind.Create, FirstName = "Other" }));

    [Fact]
    public void A_sign_up_overwrites_and_adds_groups_in_the_order_of_their_ids()
    {
        var effect = ContactWriteRule.Apply(_known, _write with { FirstName = "Ewa", LastName = "Nová", GroupIds = [9, 2, 9] })!;

        Assert.Equal(("Ewa", "Nová", 4L, _at.AddDays(1)),
            (effect.After.FirstName, effect.After.LastName, effect.After.Version, effect.After.UpdatedAt));
        Assert.Equal([2, 5, 9], effect.After.Groups.Select(group => group.Id));
        Assert.Equal(("e.va@gmail.com", "known"), (effect.After.Email, effect.After.ExternalId));
        Assert.Equal("updated", effect.EventKind);
        Assert.Equal("""{"firstName":"Eva","lastName":"","groups":[5]}""", effect.BeforeJson);
        Assert.Equal("""{"firstName":"Ewa","lastName":"Nová","groups":[2,5,9]}""", effect.AfterJson);
    }

    [Fact]
    public void A_sign_up_of_someone_who_opted_out_gives_consent()
    {
        var effect = ContactWriteRule.Apply(_known with { EmailSubscribed = false }, _write)!;

        Assert.True(effect.After.EmailSubscribed);
        Assert.Equal(("consent-given", """{"emailSubscribed":false}""", """{"emailSubscribed":true}"""),
            (effect.EventKind, effect.BeforeJson, effect.AfterJson));
    }

    [Fact]
    public void An_introduction_fills_empty_values_only()
    {
        var write = _write with
        {
            Kind = ContactWriteKind.Introduce, FirstName = "Other", Phone = "+420777123456", EmailSubscribed = true,
        };

        var effect = ContactWriteRule.Apply(_known with { EmailSubscribed = false }, write)!;

        Assert.Equal(("Eva", "+420777123456", false), (effect.After.FirstName, effect.After.Phone, effect.After.EmailSubscribed));
        Assert.Equal("""{"phone":null}""", effect.BeforeJson);
    }
}
