using Contacts.Core.Contacts;
using Contacts.Core.Erasure;
using Contacts.Core.Settings;
using Contacts.Testing.Postgres;
using Npgsql;

namespace Contacts.Storage.Tests.Postgres;

public sealed class ErasureConcurrencyTests
{
    [PostgresFact]
    public async Task Many_erasures_that_wait_leave_connections_to_sign_ups()
    {
        await using var stores = await PostgresStores.NewAsync();
        await stores.Contacts.WriteAsync([.. Enumerable.Range(0, 32).Select(i => Make.Registration($"user{i}@example.com"))], default);
        var ids = (await stores.TextAsync("SELECT external_id FROM contact")).Split('\n');
        await using var other = await stores.OpenAsync();
        await using var reading = await other.BeginTransactionAsync();
        await using (var locking = new NpgsqlCommand("SELECT FROM contact FOR SHARE", other)) await locking.ExecuteNonQueryAsync();

        var erasures = ids.Select(id => stores.Erasures.EraseAsync(1, RequestOf(id), new IdentitySettings(), default)).ToArray();
        const string Waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";
        await Eventually.IsTrueAsync(async () => await stores.TextAsync(Waiting) == "1");
        var signedUp = await stores.Contacts.WriteAsync([Make.Registration("new@example.com")], default);

        Assert.Equal(ContactWriteOutcome.Created, signedUp.Single().Outcome);
        Assert.DoesNotContain(erasures, erasure => erasure.IsCompleted);
        await reading.RollbackAsync();
        Assert.All(await Task.WhenAll(erasures), result => Assert.Equal(EraseOutcome.Done, result.Outcome));
    }

    private static EraseRequest RequestOf(string contactId) =>
        new() { ContactId = contactId, Reason = "asked by letter", Actor = "admin", At = Make.Noon };
}
