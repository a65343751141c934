using System.Security.Cryptography;
using Contacts.Core;
using Contacts.Core.Audit;
using Contacts.Core.Idempotency;
using Contacts.Core.Keys;
using Contacts.Core.Tickets;

namespace Contacts.Storage.Tests.Contract;

/// <summary>Writes beside those of contacts that note in their own transaction that they happened.</summary>
public abstract class StampedWriteContract(IStoreFixture store) : StoreContract(store)
{
    private static readonly IdempotentRequest _request = new()
    {
        BodyHash = [.. SHA256.HashData([1])], KeyHash = [.. SHA256.HashData([2])], Route = "/api",
    };

    public static TheoryData<string> Writes() =>
        new("group", "key", "root key", "revocation", "root key's revocation", "organisation", "settings", "ticket");

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_write_leaves_its_effect_and_what_its_answer_must_say(string write)
    {
        var (organisation, record) = (await NewOrganisationAsync(), NewRecord());
        var (holder, work) = await PrepareAsync(write, organisation);
        await ClaimAsync(holder, record, 1, Monday);

        var id = await work(Trail(record, 1, 7, 7));

        var found = await ClaimAsync(holder, record, 2, Tuesday);
        byte[] note = [7, 7];
        Assert.Equal((2L, id, null), (found.Owner, found.Effect, found.Status));
        Assert.Equal(note, found.Answer.ToArray());
    }

    [Theory]
    [MemberData(nameof(Writes))]
    public async Task A_run_that_has_lost_its_claim_writes_nothing(string write)
    {
        var (organisation, record) = (await NewOrganisationAsync(), NewRecord());
        var (holder, work) = await PrepareAsync(write, organisation);
        await ClaimAsync(holder, record, 1, Monday);
        await ClaimAsync(holder, record, 2, Tuesday);

        await Assert.ThrowsAsync<StoreUnavailableException>(() => work(Trail(record, 1)));

        Assert.Null((await ClaimAsync(holder, record, 3, Wednesday)).Effect);
        await ClaimAsync(holder, record, 4, Wednesday.AddDays(1));
        await work(Trail(record, 4)); // Nothing of the first attempt is in the way.
        Assert.NotNull((await ClaimAsync(holder, record, 5, Wednesday.AddDays(2))).Effect);
    }

    /// <summary>A write, and the organisation of its record. It returns the id that the note must name.</summary>
    private async Task<(int Holder, Func<CommandTrail, Task<long>> Write)> PrepareAsync(string write, int organisation)
    {
        var (hash, slug) = (KeyHash.Of(ApiKeyText.Generate(ApiKeyKind.Prod)), "slug-" + NewId());
        switch (write)
        {
            case "group":
                return (organisation, async trail => (await Store.Groups.CreateAsync(organisation, new("VIP", "vip"), Monday, None, trail))!.Id);
            case "key":
                return (organisation, trail => Store.Keys.AddAsync(Key(organisation, ApiKeyKind.Prod), hash, None, new(organisation, trail)));
            case "root key":
                return (organisation, trail => Store.Keys.AddAsync(Key(0, ApiKeyKind.Root), hash, None, new(organisation, trail)));
            case "root key's revocation":
                var rootKey = await Store.Keys.AddAsync(Key(0, ApiKeyKind.Root), hash, None);
                return (organisation,
                    async trail => await Store.Keys.RevokeAsync(0, rootKey, Monday, None, new(organisation, trail)) ? rootKey : 0);
            case "revocation":
                var key = await Store.Keys.AddAsync(Key(organisation, ApiKeyKind.Dev), hash, None);
                return (organisation, async trail => await Store.Keys.RevokeAsync(organisation, key, Monday, None, new(organisation, trail)) ? key : 0);
            case "organisation":
                return (0, async trail => (await Store.Organisations.CreateAsync(slug, "Test", Monday, None, trail))!.Id);
            case "settings":
                var version = (await Store.Organisations.FindAsync(organisation, None))!.Version;
                return (organisation, async trail =>
                    await Store.Organisations.SaveAsync(organisation, "Renamed", "{}", version, None, trail) ? organisation : 0);
            default:
                var ticket = (await Store.Tickets.WriteAsync([TicketsContract.Ticket(organisation)], None))[0];
                return (organisation, async trail => await Store.Tickets.ChangeStatusAsync(
                    new() { OrganisationId = organisation, Number = ticket, From = TicketStatus.New, To = TicketStatus.Done, At = Monday, Trail = trail },
                    None) ? ticket : 0);
        }
    }

    private Task<IdempotencyRecord> ClaimAsync(int organisation, string record, long owner, DateTimeOffset at) =>
        Store.Idempotency.ClaimAsync(organisation, new(record, owner, at, at.AddSeconds(10)), _request, None);

    private static string NewRecord() => Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    private static CommandTrail Trail(string record, long owner, params byte[] note) =>
        new() { Stamp = new() { Record = record, Owner = owner, Note = [.. note] } };

    private static ApiKey Key(int organisation, ApiKeyKind kind) => new()
    {
        Id = 0, OrganisationId = organisation, Kind = kind, Scopes = ApiKeyScopes.Public, Description = "key", CreatedAt = Monday,
    };
}
