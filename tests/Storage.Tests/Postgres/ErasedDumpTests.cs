using System.Text;
using Contacts.Core.Erasure;
using Contacts.Storage.Tests.Contract;

namespace Contacts.Storage.Tests.Postgres;

/// <summary>What an erasure leaves in a dump of the database.</summary>
public sealed class ErasedDumpTests(PostgresFixture store) : ErasureSetting(store), IClassFixture<PostgresFixture>
{
    private readonly PostgresFixture _database = store;

    [Fact]
    public async Task Nothing_of_the_person_is_in_a_dump()
    {
        var organisation = await NewOrganisationAsync();
        var eva = new KnownPerson(Store, organisation);
        await eva.SignUpAsync(await NewGroupsAsync(organisation, "A"));
        await eva.MergeAgainAsync();
        await eva.WriteTicketsAsync();
        await eva.WriteMailsAsync();
        await eva.ImportAsync();
        await eva.LeaveTracesAsync();
        await RegisteredAsync(Write(organisation, "ida@example.com"));
        var before = await _database.DumpAsync();
        Assert.All(eva.Needles, needle => Assert.True(Has(before, needle), needle));

        Assert.Equal(EraseOutcome.Done, (await EraseAsync(organisation, eva.Survivor.ExternalId)).Outcome);

        var after = await _database.DumpAsync();
        Assert.DoesNotContain(eva.Needles, needle => Has(after, needle));
        Assert.True(Has(after, "ida@example.com"));
    }

    /// <summary>As text, or in hexadecimal digits as bytes are dumped.</summary>
    private static bool Has(string dump, string needle) => dump.Contains(needle, StringComparison.OrdinalIgnoreCase)
        || dump.Contains(Convert.ToHexStringLower(Encoding.UTF8.GetBytes(needle)), StringComparison.Ordinal);
}
