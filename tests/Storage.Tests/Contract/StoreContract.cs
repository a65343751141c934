using System.Collections.Immutable;
using System.Text.Json;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Groups;
using Contacts.Core.Text;

namespace Contacts.Storage.Tests.Contract;

/// <summary>What the contract's tests share: an organisation for each test and short ways to write and read contacts.</summary>
public abstract class StoreContract(IStoreFixture store)
{
    protected static readonly DateTimeOffset Monday = new(2026, 3, 2, 8, 30, 0, 123, 456, TimeSpan.Zero);
    protected static readonly DateTimeOffset Tuesday = Monday.AddDays(1);
    protected static readonly DateTimeOffset Wednesday = Monday.AddDays(2);

    private static readonly CancellationToken _none = CancellationToken.None;

    protected IStoreFixture Store => store;

    protected static CancellationToken None => _none;

    protected static string NewId() => Guid.NewGuid().ToString("N")[..16];

    protected static ContactWrite Write(int organisation, string? email, ContactWriteKind kind = ContactWriteKind.Register) => new()
    {
        Kind = kind, OrganisationId = organisation, Email = email, EmailKey = email, ExternalId = NewId(), Actor = "test", At = Monday,
        EmailSubscribed = kind == ContactWriteKind.Register ? true : null,
    };

    protected async Task<int> NewOrganisationAsync()
    {
        var slug = "test-" + Guid.NewGuid().ToString("N");
        return (await store.Organisations.CreateAsync(slug, "Test", Monday, _none))!.Id;
    }

    protected async Task<long[]> NewGroupsAsync(int organisation, params string[] names)
    {
        var groups = await store.Groups.EnsureAsync(
            organisation, [.. names.Select(name => new GroupName(name, TextFolding.CaseKey(name)))], Monday, _none);
        return [.. groups.Select(group => group.Id)];
    }

    /// <summary>Writes one row; a row that another writer was faster with is written again, as the callers of the store do.</summary>
    protected async Task<ContactWriteResult> WriteAsync(ContactWrite write)
    {
        while (true)
        {
            var result = (await store.Contacts.WriteAsync([write], _none))[0];
            if (result.Outcome != ContactWriteOutcome.Lost) return result;
        }
    }

    protected async Task<ContactRow> RegisteredAsync(ContactWrite write)
    {
        var result = await WriteAsync(write);
        return await FoundAsync(write.OrganisationId, result.ContactId);
    }

    /// <summary>The consents of these contacts' addresses and numbers, as a change of them starts from.</summary>
    protected async Task<ConsentBook> BookAsync(params ContactRow[] contacts) => new(
        contacts[0].OrganisationId, await store.Consents.FindAsync(contacts[0].OrganisationId, ContactConsents.KeysOf(contacts), _none), Tuesday);

    protected async Task<ContactRow> FoundAsync(int organisation, long id) =>
        await store.Contacts.FindAsync(organisation, id, _none) ?? throw new InvalidOperationException($"There is no contact {id}.");

    protected async Task<HistoryEntry[]> HistoryAsync(ContactRow contact) =>
        [.. await HistoryAsync(contact.OrganisationId, contact.Id)];

    protected async Task<ImmutableArray<HistoryEntry>> HistoryAsync(int organisation, long contactId) =>
        (await store.Histories.ReadAsync(organisation, contactId, new() { Limit = int.MaxValue }, _none)).Entries;

    protected Task<ContactPage> ListAsync(int organisation, ContactQuery query) => store.Contacts.ListAsync(organisation, query, _none);

    protected async Task<string[]> SearchAsync(int organisation, string term)
    {
        var page = await ListAsync(organisation, new ContactQuery { Search = term, PageSize = 100 });
        Assert.Equal(page.Items.Length, page.Total);
        return [.. page.Items.Select(contact => contact.Email ?? contact.Phone!)];
    }

    /// <summary>Compares JSON by what it says; null is no text at all.</summary>
    protected static void AssertJson(string? expected, string? actual)
    {
        if (expected is null || actual is null) Assert.Equal(expected, actual);
        else
        {
            using var one = JsonDocument.Parse(expected);
            using var other = JsonDocument.Parse(actual);
            Assert.True(JsonElement.DeepEquals(one.RootElement, other.RootElement), $"expected {expected}, got {actual}");
        }
    }
}
