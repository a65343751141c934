using Contacts.Storage.Tests.Contract;
using Contacts.Testing.Postgres;

namespace Contacts.Storage.Tests.Postgres;

public sealed class DurabilityTests
{
    private const string Noting = """
        CREATE TABLE noted (way text);
        CREATE FUNCTION note_way() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            INSERT INTO noted VALUES (TG_TABLE_NAME || ' ' || current_setting('synchronous_commit'));
            RETURN NULL;
        END $$;
        CREATE TRIGGER note_way AFTER INSERT OR UPDATE ON contact FOR EACH STATEMENT EXECUTE FUNCTION note_way();
        CREATE TRIGGER note_way AFTER INSERT OR UPDATE ON consent FOR EACH STATEMENT EXECUTE FUNCTION note_way();
        CREATE TRIGGER note_way AFTER INSERT ON contact_event FOR EACH STATEMENT EXECUTE FUNCTION note_way();
        """;

    [PostgresFact]
    public async Task Whatever_way_a_contact_is_written_its_commit_waits_for_the_disk()
    {
        await using var stores = await PostgresStores.NewAsync();
        await stores.ExecuteAsync(Noting);

        await stores.Contacts.WriteAsync([Make.Registration("ava@example.com")], CancellationToken.None);
        await stores.Contacts.WriteAsync([Make.Registration("ava@example.com") with { FirstName = "Ava" }], CancellationToken.None);
        await stores.Contacts.WriteAsync(
            [Make.Registration("eva@example.com") with { Trail = AuditContract.Trail }], CancellationToken.None);
        var job = await stores.ClaimedImportAsync();
        await stores.Imports.WriteAsync(Make.Step(job, [Make.Imported("ida@example.com")]), Make.Noon, CancellationToken.None);

        Assert.Equal("4", await stores.TextAsync("SELECT count(*) FROM contact_event"));
        Assert.Equal(
            "consent on,contact on,contact_event on",
            await stores.TextAsync("SELECT string_agg(DISTINCT way, ',' ORDER BY way) FROM noted"));
    }
}
