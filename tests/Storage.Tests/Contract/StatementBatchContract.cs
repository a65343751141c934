using Contacts.Storage.Sessions;

namespace Contacts.Storage.Tests.Contract;

/// <summary>Batches of statements, tried with suppressed hashes.</summary>
public abstract class StatementBatchContract(IStoreFixture store) : StoreContract(store)
{
    private static readonly Statement _add = new("Erasure/suppress.sql");
    private static readonly Statement _find = new("Erasure/is_suppressed.sql");
    private static readonly Statement _lift = new("Erasure/lift.sql");

    internal abstract IStoreDatabase Database { get; }

    [Fact]
    public async Task Statements_run_in_their_order_and_each_tells_what_it_changed_or_found()
    {
        var organisation = await NewOrganisationAsync();
        var (added, before, lifted, after, again) = await Database.TransactAsync(
            session => session.RunAsync(batch => (
                batch.RunEach(_add, [Row(organisation, 1), Row(organisation, 2), Row(organisation, 1)]),
                batch.AllOfEach(_find, row => row.Int32(0), [Key(organisation, 1), Key(organisation, 3), Key(organisation, 2)]),
                batch.Run(_lift, Key(organisation, 1)),
                batch.All(_find, row => row.Int32(0), Key(organisation, 1)),
                batch.Run(_lift, Key(organisation, 1)))),
            None);

        Assert.Equal((2, 1, 0), (added.Count, lifted.Count, again.Count));
        Assert.Equal([1, 1], before);
        Assert.Empty(after);
    }

    [Fact]
    public async Task A_batch_of_no_statements_does_nothing()
    {
        var found = await Database.ReadAsync(
            session => session.RunAsync(batch => batch.AllOfEach(_find, row => row.Int32(0), [])), None);

        Assert.Empty(found);
    }

    [Fact]
    public async Task A_statement_that_fails_takes_those_before_it_back()
    {
        var organisation = await NewOrganisationAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => Database.TransactAsync(
            session => session.RunAsync(batch =>
                (batch.Run(_add, Row(organisation, 1)), batch.Run(_add, [.. Key(organisation, 2), (DateTimeOffset?)null]))),
            None));

        Assert.Empty(await Database.ReadAsync(
            session => session.RunAsync(batch => batch.All(_find, row => row.Int32(0), Key(organisation, 1))), None));
    }

    private static SqlValue[] Key(int organisation, byte number)
    {
        var hash = new byte[32];
        hash[0] = number;
        return [organisation, (ReadOnlyMemory<byte>)hash];
    }

    private static SqlValue[] Row(int organisation, byte number) => [.. Key(organisation, number), Monday];
}
