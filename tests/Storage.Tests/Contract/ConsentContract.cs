using System.Text.Json;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Mail;

namespace Contacts.Storage.Tests.Contract;

/// <summary>What writes of contacts make of consents, and that both are one transaction.</summary>
public abstract class ConsentContract(IStoreFixture store) : StoreContract(store)
{
    private const string Eva = "eva@example.com";
    private const string Number = "+420777123456";

    private static readonly ConsentState[] _states = Enum.GetValues<ConsentState>();

    [Fact]
    public async Task Many_consents_are_found_as_each_alone_is()
    {
        var organisation = await NewOrganisationAsync();
        foreach (var i in Enumerable.Range(0, 12))
            await RegisteredAsync(Write(organisation, $"c{i}\"ž'@example.com") with { Phone = $"+4207770000{i:00}", SmsSubscribed = true });
        ConsentKey[] keys =
        [
            .. Enumerable.Range(0, 20).Select(i => new ConsentKey(ConsentChannel.Email, $"c{i}\"ž'@example.com")),
            .. Enumerable.Range(0, 20).Select(i => new ConsentKey(ConsentChannel.Sms, $"+4207770000{i:00}")),
        ];

        var together = await Store.Consents.FindAsync(organisation, keys, None);
        var apart = new List<ConsentRow>();
        foreach (var key in keys) apart.AddRange(await Store.Consents.FindAsync(organisation, [key], None));

        Assert.Equal(apart.Select(Text), together.OrderBy(one => Array.IndexOf(keys, one.Key)).Select(Text));
        Assert.Equal(12, together.Count(one => one.Channel == ConsentChannel.Email));
        static string Text(ConsentRow consent) => JsonSerializer.Serialize(consent);
    }

    [Fact]
    public async Task A_sign_up_that_is_to_be_confirmed_is_written_with_its_mail()
    {
        var organisation = await NewOrganisationAsync();

        var result = await WriteAsync(SignUp(organisation, Monday) with { FirstName = "Eva" });

        var contact = await FoundAsync(organisation, result.ContactId);
        Assert.Equal((ContactWriteOutcome.Created, true, false, "Eva"),
            (result.Outcome, result.IsMailed, contact.EmailSubscribed, contact.FirstName));
        var consent = await ConsentAsync(organisation);
        Assert.Equal((ConsentState.Pending, 1, null), (consent.State, consent.Sequence, consent.Held));
        Assert.Equal(consent.RequestedAt!.Value.AddHours(1), consent.ExpiresAt);
        var mail = Assert.Single(await MailsAsync(organisation));
        Assert.Equal((MailKinds.Confirmation, Eva), (mail.Kind, mail.To));
        Assert.Equal((Eva, 1L), (ConfirmationMailData.Read(mail.Data).Address, ConfirmationMailData.Read(mail.Data).Sequence));
        Assert.Equal([EventKinds.ConsentRequested, EventKinds.Registered], await KindsAsync(contact));
    }

    [Fact]
    public async Task What_a_sign_up_says_about_a_known_contact_is_held()
    {
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, "A", "B", "C");
        var known = await RegisteredAsync(Write(organisation, Eva, ContactWriteKind.Create) with { FirstName = "Eva", GroupIds = [groups[0]] });

        await WriteAsync(SignUp(organisation, Monday) with { FirstName = "Mallory", LastName = "M", GroupIds = [groups[1]] });
        await WriteAsync(SignUp(organisation, Monday.AddMinutes(1)) with { FirstName = "Trudy", Phone = Number, GroupIds = [groups[2]] });

        var contact = await FoundAsync(organisation, known.Id);
        Assert.Equivalent(known with { Version = contact.Version, UpdatedAt = contact.UpdatedAt }, contact);
        var applied = HeldValues.Apply(await ConsentAsync(organisation), contact, new("link", Tuesday));
        Assert.Equal(("Trudy", "M", Number), (applied.FirstName, applied.LastName, applied.Phone));
        Assert.Equal(groups, applied.Groups.Select(group => group.Id));
    }

    [Fact]
    public async Task Mails_are_held_back_and_the_history_says_so_once_for_each_mail_that_was_sent()
    {
        var organisation = await NewOrganisationAsync();
        foreach (var minute in new[] { 0, 1, 2, 6, 7, 8, 12, 13, 30, 60 }) await WriteAsync(SignUp(organisation, Monday.AddMinutes(minute)));

        Assert.Equal(3, (await MailsAsync(organisation)).Length);
        Assert.Equal(3, (await ConsentAsync(organisation)).Sequence);
        var kinds = await KindsAsync((await Store.Contacts.FindByEmailAsync(organisation, Eva, None))!);
        Assert.Equal(3, kinds.Count(kind => kind == EventKinds.ConsentRequested));
        Assert.Equal(3, kinds.Count(kind => kind == EventKinds.ConfirmationHeld));
    }

    [Fact]
    public async Task A_sign_up_without_leave_to_mail_waits_without_a_mail()
    {
        var organisation = await NewOrganisationAsync();

        await WriteAsync(SignUp(organisation, Monday, mayMail: false));

        Assert.Equal((ConsentState.Pending, 0), ((await ConsentAsync(organisation)).State, (await ConsentAsync(organisation)).Sequence));
        Assert.Empty(await MailsAsync(organisation));
    }

    [Fact]
    public async Task A_sign_up_after_a_no_is_asked_and_the_no_is_not_forgotten()
    {
        var organisation = await NewOrganisationAsync();
        await InStateAsync(organisation, ConsentState.Withdrawn);

        await WriteAsync(SignUp(organisation, Tuesday));

        var consent = await ConsentAsync(organisation);
        Assert.Equal((ConsentState.Pending, Monday), (consent.State, consent.WithdrawnAt));
        Assert.Equal(ConsentState.Withdrawn, ConsentRule.At(consent, Wednesday).State);
    }

    [Fact]
    public async Task A_sign_up_of_who_is_known_needs_no_confirmation_where_only_new_ones_do()
    {
        var organisation = await NewOrganisationAsync();
        await InStateAsync(organisation, ConsentState.None);

        var write = SignUp(organisation, Tuesday);
        await WriteAsync(write with { Confirmation = write.Confirmation! with { IsForKnown = false } });

        Assert.Equal(ConsentState.Given, (await ConsentAsync(organisation)).State);
        Assert.Empty(await MailsAsync(organisation));
    }

    /// <summary>For each state, in their order, the one that follows.</summary>
    [Theory]
    [InlineData(ContactWriteKind.Register, null, "Given Given Given Confirmed Given Given")]
    [InlineData(ContactWriteKind.AddIfAbsent, null, "None Pending Given Confirmed Withdrawn Suppressed")]
    [InlineData(ContactWriteKind.Create, true, "None Pending Given Confirmed Withdrawn Suppressed")]
    [InlineData(ContactWriteKind.Import, null, "None Pending Given Confirmed Withdrawn Suppressed")]
    [InlineData(ContactWriteKind.Import, true, "Given Pending Given Confirmed Withdrawn Suppressed")]
    [InlineData(ContactWriteKind.Import, false, "Withdrawn Withdrawn Withdrawn Withdrawn Withdrawn Suppressed")]
    public async Task A_write_of_a_known_contact_moves_its_consent(ContactWriteKind kind, bool? said, string then)
    {
        foreach (var (before, after) in _states.Zip(then.Split(' ').Select(Enum.Parse<ConsentState>)))
        {
            var organisation = await NewOrganisationAsync();
            var contact = await InStateAsync(organisation, before);

            await WriteAsync(Write(organisation, Eva, kind) with { EmailSubscribed = said, At = Monday.AddMinutes(1) });

            Assert.Equal((before, after), (before, (await ConsentAsync(organisation)).State));
            Assert.Equal(ConsentRule.IsYes(after), (await FoundAsync(organisation, contact.Id)).EmailSubscribed);
        }
    }

    [Theory]
    [InlineData(ContactWriteKind.AddIfAbsent, null, "None Pending Withdrawn Suppressed")]
    [InlineData(ContactWriteKind.Create, true, "Given Pending Withdrawn Suppressed")]
    [InlineData(ContactWriteKind.Create, false, "Withdrawn Withdrawn Withdrawn Suppressed")]
    [InlineData(ContactWriteKind.Import, true, "Given Pending Withdrawn Suppressed")]
    [InlineData(ContactWriteKind.Import, false, "Withdrawn Withdrawn Withdrawn Suppressed")]
    public async Task A_new_contact_gets_no_more_than_its_address_has_said(ContactWriteKind kind, bool? said, string then)
    {
        foreach (var (before, after) in _states.Where(state => !ConsentRule.IsYes(state)).Zip(then.Split(' ').Select(Enum.Parse<ConsentState>)))
        {
            var organisation = await NewOrganisationAsync();
            await ApplyAsync(organisation, Standing(ConsentRow.Unknown(organisation, new(ConsentChannel.Email, Eva)), before));

            var contact = await RegisteredAsync(Write(organisation, Eva, kind) with { EmailSubscribed = said, At = Monday.AddMinutes(1) });

            Assert.Equal((before, after), (before, (await ConsentAsync(organisation)).State));
            Assert.Equal(ConsentRule.IsYes(after), contact.EmailSubscribed);
        }
    }

    [Fact]
    public async Task A_change_from_an_old_version_of_a_consent_conflicts_and_changes_nothing()
    {
        var organisation = await NewOrganisationAsync();
        var contact = await InStateAsync(organisation, ConsentState.Given);
        var stale = await ConsentAsync(organisation);
        var withdrawn = ConsentRule.Withdraw(stale, new("test", Tuesday));
        await ApplyAsync(organisation, withdrawn);

        var changes = Decision.Set(organisation, [contact with { FirstName = "Old" }], [], Tuesday) with { Consents = [stale] };
        Assert.Equal(ApplyOutcome.Conflict, await Store.Contacts.ApplyAsync(changes, None));

        Assert.Equal(ConsentState.Withdrawn, (await ConsentAsync(organisation)).State);
        Assert.Equivalent(contact, await FoundAsync(organisation, contact.Id));
    }

    [Fact]
    public async Task Contact_and_consent_agree_whatever_is_written_at_once()
    {
        var organisation = await NewOrganisationAsync();
        var contact = await InStateAsync(organisation, ConsentState.Given);
        var changes = 0;

        await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 20; i++)
            {
                if (writer % 2 == 0) await WriteAsync(Write(organisation, Eva) with { FirstName = $"{writer}/{i}", At = Monday.AddMinutes(i) });
                else if (await TryWithdrawAsync(organisation)) Interlocked.Increment(ref changes);
            }
        })));

        var consent = await ConsentAsync(organisation);
        Assert.Equal(ConsentRule.IsYes(consent.State), (await FoundAsync(organisation, contact.Id)).EmailSubscribed);
        Assert.Equal(changes, consent.Sequence); // Each withdrawal that was committed is there.
    }

    [Fact]
    public async Task Two_contacts_of_one_number_share_its_consent()
    {
        var organisation = await NewOrganisationAsync();
        ContactWrite[] rows = [WithNumber(organisation, "a@example.com", true), WithNumber(organisation, "b@example.com", true)];

        var lost = (await Store.Contacts.WriteAsync(rows, None)).Zip(rows).Where(pair => pair.First.Outcome == ContactWriteOutcome.Lost);
        foreach (var (_, row) in lost) await WriteAsync(row);

        Assert.Equal((ConsentState.Given, 1), await NumberAsync(organisation));
        Assert.Equal([true, true], (await ListAsync(organisation, new())).Items.Select(contact => contact.SmsSubscribed));
    }

    [Fact]
    public async Task The_no_of_a_number_is_not_raised_by_another_contact_that_has_it()
    {
        var organisation = await NewOrganisationAsync();
        await WriteAsync(WithNumber(organisation, "a@example.com", false));

        await WriteAsync(WithNumber(organisation, "b@example.com", true));
        await WriteAsync(WithNumber(organisation, null, true));

        Assert.Equal((ConsentState.Withdrawn, 1), await NumberAsync(organisation));
        Assert.All((await ListAsync(organisation, new())).Items, contact => Assert.False(contact.SmsSubscribed));
    }

    [Fact]
    public async Task The_no_of_a_number_is_in_the_history_of_every_contact_that_has_it()
    {
        var organisation = await NewOrganisationAsync();
        var other = await RegisteredAsync(WithNumber(organisation, "a@example.com", true));
        await WriteAsync(Write(organisation, "b@example.com"));

        await WriteAsync(WithNumber(organisation, "b@example.com", false) with
        {
            At = Tuesday, Reason = "Import 17, row 2", Source = "fair", Actor = "Ann", Evidence = """{"ip":"192.0.2.1"}""",
        });

        Assert.False((await FoundAsync(organisation, other.Id)).SmsSubscribed);
        var entry = (await HistoryAsync(other))[0];
        Assert.Equal(
            ("consent-withdrawn", Tuesday, "fair", "Ann", "Import 17, row 2"),
            (entry.Kind, entry.At, entry.Source, entry.Actor, entry.Reason));
        AssertJson("""{"smsSubscribed":true}""", entry.Before);
        AssertJson("""{"smsSubscribed":false}""", entry.After);
        AssertJson("""{"ip":"192.0.2.1"}""", entry.Evidence);
    }

    [Fact]
    public async Task Unconfirmed_consents_are_found_when_their_time_is_over_the_oldest_first()
    {
        var organisation = await NewOrganisationAsync();
        foreach (var (letter, minute) in new[] { ('b', 2), ('a', 1), ('c', 3) })
            await WriteAsync(SignUp(organisation, Monday.AddYears(-9).AddMinutes(minute), $"{letter}@example.com"));
        await WriteAsync(Write(organisation, "d@example.com") with { At = Monday.AddYears(-9) });
        var over = Monday.AddYears(-9).AddHours(1).AddMinutes(2);

        var lapsed = await Store.Consents.FindLapsedAsync(over, 10, None);

        Assert.Equal(["a@example.com", "b@example.com"], lapsed.Select(consent => consent.Address));
        Assert.Equal("a@example.com", Assert.Single(await Store.Consents.FindLapsedAsync(over, 1, None)).Address);
        Assert.Empty(await Store.Consents.FindLapsedAsync(over.AddMinutes(-1).AddTicks(-10), 10, None));
    }

    [Fact]
    public async Task The_first_key_of_links_is_made_once_and_a_rotation_keeps_two()
    {
        var organisation = await NewOrganisationAsync();

        var first = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Store.Consents.LinkKeysAsync(organisation, Monday, None)));
        await Store.Consents.RotateLinkKeyAsync(organisation, Tuesday, null, None);
        var second = await Store.Consents.LinkKeysAsync(organisation, Tuesday, None);
        await Store.Consents.RotateLinkKeyAsync(organisation, Wednesday, null, None);
        var third = await Store.Consents.LinkKeysAsync(organisation, Wednesday, None);

        var key = Assert.Single(first.Select(keys => Convert.ToHexString(Assert.Single(keys).Secret.AsSpan())).Distinct());
        Assert.Equal([2, 1], second.Select(each => each.Number));
        Assert.Equal(key, Convert.ToHexString(second[1].Secret.AsSpan()));
        Assert.Equal([3, 2], third.Select(each => each.Number));
        Assert.Equal(3, second.Concat(third).Select(each => Convert.ToHexString(each.Secret.AsSpan())).Distinct().Count());
    }

    [Fact]
    public async Task No_key_is_made_for_an_organisation_that_does_not_exist()
    {
        const int unknown = int.MaxValue; // A forged link names any.
        Assert.Empty(await Store.Consents.LinkKeysAsync(unknown, Monday, None));
        await Store.Consents.RotateLinkKeyAsync(unknown, Monday, null, None);
        Assert.Empty(await Store.Consents.LinkKeysAsync(unknown, Tuesday, None));
    }

    private static ContactWrite SignUp(int organisation, DateTimeOffset at, string email = Eva, bool mayMail = true) =>
        Write(organisation, email) with
        {
            At = at, Confirmation = new() { IsForKnown = true, Lifetime = TimeSpan.FromHours(1), Language = "en", MayMail = mayMail },
        };

    private static ContactWrite WithNumber(int organisation, string? email, bool yes) =>
        Write(organisation, email, ContactWriteKind.Import) with { Phone = Number, SmsSubscribed = yes };

    private static ConsentRow Standing(ConsentRow consent, ConsentState state) => consent with
    {
        State = state, RequestedAt = Monday, ExpiresAt = state == ConsentState.Pending ? Tuesday : null,
        WithdrawnAt = ConsentRule.IsNo(state) ? Monday : null,
    };

    /// <summary>A contact whose address has said so much.</summary>
    private async Task<ContactRow> InStateAsync(int organisation, ConsentState state)
    {
        var contact = await RegisteredAsync(Write(organisation, Eva));
        var changes = Decision.Set(organisation, [contact with { EmailSubscribed = ConsentRule.IsYes(state) }], [], Monday);
        await Store.Contacts.ApplyAsync(changes with { Consents = [Standing(await ConsentAsync(organisation), state)] }, None);
        return await FoundAsync(organisation, contact.Id);
    }

    private async Task<bool> TryWithdrawAsync(int organisation)
    {
        var contact = (await Store.Contacts.FindByEmailAsync(organisation, Eva, None))!;
        var changes = Decision.Set(organisation, [contact with { EmailSubscribed = false }], [], Tuesday) with
        {
            Consents = [ConsentRule.Withdraw(await ConsentAsync(organisation), new("test", Tuesday))],
        };
        return await Store.Contacts.ApplyAsync(changes, None) == ApplyOutcome.Applied;
    }

    private async Task ApplyAsync(int organisation, ConsentRow consent) => Assert.Equal(
        ApplyOutcome.Applied,
        await Store.Contacts.ApplyAsync(Decision.Set(organisation, [], [], Monday) with { Consents = [consent] }, None));

    private async Task<ConsentRow> ConsentAsync(int organisation) =>
        Assert.Single(await Store.Consents.FindAsync(organisation, [new(ConsentChannel.Email, Eva)], None));

    private async Task<(ConsentState State, long Version)> NumberAsync(int organisation)
    {
        var consent = Assert.Single(await Store.Consents.FindAsync(organisation, [new(ConsentChannel.Sms, Number)], None));
        return (consent.State, consent.Version);
    }

    /// <summary>All that were queued: a lease that ends at once takes none away.</summary>
    private async Task<OutgoingMail[]> MailsAsync(int organisation)
    {
        var (lease, later) = (NewId(), Monday.AddYears(1));
        return [.. (await Store.Outbox.LeaseAsync(1000, lease, later, later, None)).Where(mail => mail.OrganisationId == organisation)];
    }

    private async Task<string[]> KindsAsync(ContactRow contact) => [.. (await HistoryAsync(contact)).Select(entry => entry.Kind).Order()];
}
