using System.Collections.Immutable;
using System.Security.Cryptography;
using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.Core.Idempotency;

namespace Contacts.Storage.Tests.Contract;

public abstract class IdempotencyContract(IStoreFixture store) : StoreContract(store)
{
    private static readonly IdempotentRequest _request = new() { BodyHash = Hash(1), KeyHash = Hash(2), Route = "/api" };

    [Fact]
    public async Task Of_many_claims_at_once_one_becomes_the_owner()
    {
        var (organisation, record) = (await NewOrganisationAsync(), NewRecord());

        var claims = await Task.WhenAll(Enumerable.Range(1, 20).Select(owner => ClaimAsync(organisation, record, owner, Monday)));

        Assert.Single(claims.Select(claim => claim.Owner).Distinct());
        Assert.Equal(_request.BodyHash.ToArray(), claims[0].BodyHash.ToArray());
    }

    [Fact]
    public async Task A_claim_that_was_not_renewed_is_taken_over_and_a_renewed_one_is_not()
    {
        var (organisation, record) = (await NewOrganisationAsync(), NewRecord());
        await ClaimAsync(organisation, record, 1, Monday);
        Assert.True(await Store.Idempotency.RenewAsync(organisation, Claim(record, 1, Monday.AddSeconds(9)), None));

        Assert.Equal(1, (await ClaimAsync(organisation, record, 2, Monday.AddSeconds(15))).Owner);
        Assert.Equal(2, (await ClaimAsync(organisation, record, 2, Monday.AddSeconds(30))).Owner);
        Assert.False(await Store.Idempotency.RenewAsync(organisation, Claim(record, 1, Monday.AddSeconds(31)), None));
    }

    [Fact]
    public async Task An_answer_is_stored_once_and_found_by_every_later_claim()
    {
        var (organisation, record) = (await NewOrganisationAsync(), NewRecord());
        await ClaimAsync(organisation, record, 1, Monday);

        Assert.False(await Store.Idempotency.CompleteAsync(organisation, Stamp(record, 2), 200, [9], None));
        Assert.True(await Store.Idempotency.CompleteAsync(organisation, Stamp(record, 1), 201, [1, 2, 3], None));
        Assert.False(await Store.Idempotency.CompleteAsync(organisation, Stamp(record, 1), 200, [9], None));

        var found = await ClaimAsync(organisation, record, 3, Tuesday);
        Assert.Equal((201, 1L), (found.Status, found.Owner));
        byte[] expected = [1, 2, 3];
        Assert.Equal(expected, found.Answer.ToArray());
    }

    [Fact]
    public async Task Another_body_never_takes_a_claim_over()
    {
        var (organisation, record) = (await NewOrganisationAsync(), NewRecord());
        await ClaimAsync(organisation, record, 1, Monday);

        var other = await Store.Idempotency.ClaimAsync(organisation, Claim(record, 2, Tuesday), _request with { BodyHash = Hash(7) }, None);

        Assert.Equal(1, other.Owner);
        Assert.Equal(_request.BodyHash.ToArray(), other.BodyHash.ToArray());
    }

    [Fact]
    public async Task An_abandoned_run_without_effect_is_forgotten_and_one_with_effect_is_handed_on()
    {
        var organisation = await NewOrganisationAsync();
        var (without, with) = (NewRecord(), NewRecord());
        await ClaimAsync(organisation, without, 1, Monday);
        await ClaimAsync(organisation, with, 1, Monday);
        var contact = await WriteAsync(Write(organisation, "eva@example.com") with { Trail = new() { Stamp = Stamp(with, 1) } });

        await Store.Idempotency.AbandonAsync(organisation, Stamp(without, 1), None);
        await Store.Idempotency.AbandonAsync(organisation, Stamp(with, 1), None);

        Assert.Equal((2L, null), await OwnerAndEffectAsync(without));
        Assert.Equal((2L, contact.ContactId), await OwnerAndEffectAsync(with));

        async Task<(long, long?)> OwnerAndEffectAsync(string record)
        {
            var claim = await ClaimAsync(organisation, record, 2, Monday.AddSeconds(1));
            return (claim.Owner, claim.Effect);
        }
    }

    [Fact]
    public async Task A_write_notes_its_effect_with_it_and_each_row_its_own()
    {
        var organisation = await NewOrganisationAsync();
        var (first, second, third) = (NewRecord(), NewRecord(), NewRecord());
        foreach (var record in (string[])[first, second, third]) await ClaimAsync(organisation, record, 1, Monday);
        var taken = await RegisteredAsync(Write(organisation, "taken@example.com"));

        var results = await Store.Contacts.WriteAsync(
        [
            Write(organisation, "a@example.com") with { Trail = new() { Stamp = Stamp(first, 1) } },
            Write(organisation, "b@example.com"),
            Write(organisation, null, ContactWriteKind.Create) with { Phone = "+420777123456", Trail = new() { Stamp = Stamp(second, 1) } },
            Write(organisation, "taken@example.com", ContactWriteKind.Create) with { Trail = new() { Stamp = Stamp(third, 1) } },
        ], None);

        Assert.Equal(results[0].ContactId, (await ClaimAsync(organisation, first, 2, Tuesday)).Effect);
        Assert.Equal(results[2].ContactId, (await ClaimAsync(organisation, second, 2, Tuesday)).Effect);
        Assert.Null((await ClaimAsync(organisation, third, 2, Tuesday)).Effect);
        Assert.Equal(taken.ExternalId, results[3].ExternalId);
    }

    [Fact]
    public async Task A_run_that_has_lost_its_claim_writes_nothing()
    {
        var (organisation, record) = (await NewOrganisationAsync(), NewRecord());
        await ClaimAsync(organisation, record, 1, Monday);
        await ClaimAsync(organisation, record, 2, Tuesday);
        var known = await RegisteredAsync(Write(organisation, "known@example.com"));
        var change = new ContactChangeSet
        {
            OrganisationId = organisation, Contacts = [known with { FirstName = "Eva" }], At = Tuesday, Trail = new() { Stamp = Stamp(record, 1) },
        };

        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => Store.Contacts.WriteAsync([Write(organisation, "late@example.com") with { Trail = new() { Stamp = Stamp(record, 1) } }], None));
        await Assert.ThrowsAsync<StoreUnavailableException>(() => Store.Contacts.ApplyAsync(change, None));

        Assert.Equal(["known@example.com"], await SearchAsync(organisation, "example.com"));
        Assert.Equal("", (await FoundAsync(organisation, known.Id)).FirstName);
    }

    [Fact]
    public async Task A_change_notes_its_effect_with_it()
    {
        var (organisation, record) = (await NewOrganisationAsync(), NewRecord());
        await ClaimAsync(organisation, record, 1, Monday);
        var known = await RegisteredAsync(Write(organisation, "known@example.com"));

        var outcome = await Store.Contacts.ApplyAsync(
            new() { OrganisationId = organisation, Contacts = [known with { FirstName = "Eva" }], At = Tuesday, Trail = new() { Stamp = Stamp(record, 1) } }, None);

        Assert.Equal(ApplyOutcome.Applied, outcome);
        Assert.Equal(known.Id, (await ClaimAsync(organisation, record, 2, Tuesday)).Effect);
    }

    [Fact]
    public async Task A_ticket_notes_its_number_with_it_or_is_not_there()
    {
        var (organisation, record) = (await NewOrganisationAsync(), NewRecord());
        await ClaimAsync(organisation, record, 1, Monday);
        var ticket = TicketsContract.WithMail(TicketsContract.Ticket(organisation));

        await Assert.ThrowsAsync<StoreUnavailableException>(
            () => Store.Tickets.WriteAsync([ticket with { Trail = new() { Stamp = Stamp(record, 9) } }], None));
        Assert.Null(await Store.Tickets.FindAsync(organisation, 1, None));
        var numbers = await Store.Tickets.WriteAsync([TicketsContract.Ticket(organisation), ticket with { Trail = new() { Stamp = Stamp(record, 1) } }], None);

        Assert.Equal([1L, 2L], numbers);
        Assert.Equal(2, (await ClaimAsync(organisation, record, 2, Tuesday)).Effect);
    }

    [Fact]
    public async Task Old_records_are_swept_in_batches_and_new_ones_stay()
    {
        var organisation = await NewOrganisationAsync();
        var old = new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 3; i++) await ClaimAsync(organisation, NewRecord(), 1, old);
        var kept = NewRecord();
        await ClaimAsync(organisation, kept, 1, Monday);

        Assert.Equal(2, await Store.Idempotency.SweepAsync(old.AddDays(1), 2, None));
        Assert.Equal(1, await Store.Idempotency.SweepAsync(old.AddDays(1), 2, None));

        Assert.Equal(1, (await ClaimAsync(organisation, kept, 2, Monday)).Owner);
    }

    private Task<IdempotencyRecord> ClaimAsync(int organisation, string record, long owner, DateTimeOffset at) =>
        Store.Idempotency.ClaimAsync(organisation, Claim(record, owner, at), _request, None);

    private static IdempotencyClaim Claim(string record, long owner, DateTimeOffset at) => new(record, owner, at, at.AddSeconds(10));

    private static IdempotencyStamp Stamp(string record, long owner) => new() { Record = record, Owner = owner };

    private static string NewRecord() => Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    private static ImmutableArray<byte> Hash(byte seed) => [.. SHA256.HashData([seed])];
}
