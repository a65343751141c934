using Contacts.Core.Mail;
using Contacts.Storage.Tests.Contract;
using Contacts.Testing.Postgres;

namespace Contacts.Storage.Tests.Postgres;

/// <summary>The outbox of tickets alone becomes one of mails of any kind, also beside a process of the version before.</summary>
public sealed class MailMigrationTests
{
    private const int Before = 17;
    private const string Past = "timestamptz '2001-01-01 12:00:00Z'";
    private static readonly DateTimeOffset _past = new(2001, 1, 1, 12, 0, 0, TimeSpan.Zero);

    [PostgresFact]
    public async Task Mails_of_an_outbox_of_tickets_alone_are_sent_once()
    {
        await using var stores = await MigratedAsync();

        await OldOutbox.CheckAsync(stores.Outbox, stores.Tickets, _past);
    }

    [PostgresFact]
    public async Task A_process_of_the_version_before_ends_what_it_holds_and_gets_nothing_else()
    {
        await using var stores = await MigratedAsync();

        await stores.ExecuteAsync("UPDATE mail_outbox SET due_at = due_at + interval '5 minutes' WHERE state = 0 AND lease = 'old-process'");
        Assert.DoesNotContain("leased", await DueAsync(stores, _past.AddMinutes(3)));
        await stores.ExecuteAsync("UPDATE mail_outbox SET state = 1, attempts = 1, lease = NULL WHERE ticket_no = 2 AND lease = 'old-process'");
        await stores.ExecuteAsync("UPDATE mail_outbox SET lease = 'another', due_at = now()");

        Assert.Equal("", await stores.TextAsync("SELECT mail_id FROM mail_outbox WHERE lease IS NOT NULL"));
        Assert.Equal(
            new() { To = "desk@example.com", State = MailState.Sent, Attempts = 1 },
            (await stores.Tickets.FindAsync(77, 2, CancellationToken.None))!.Mail);
        Assert.DoesNotContain("leased", await DueAsync(stores, _past.AddDays(1)));
    }

    [PostgresFact]
    public async Task What_a_process_of_the_version_before_queues_is_sent()
    {
        await using var stores = await MigratedAsync();

        await stores.ExecuteAsync($"""
            INSERT INTO mail_outbox (organisation_id, ticket_no, mail_id, recipient, queued_at, due_at, trace_parent)
            VALUES (77, 9, 'new', 'desk@example.com', {Past}, {Past}, 'trace') ON CONFLICT (organisation_id, ticket_no) DO NOTHING
            """);

        Assert.Contains("new", await DueAsync(stores, _past));
        Assert.Equal(MailState.Queued, (await stores.Tickets.FindAsync(77, 9, CancellationToken.None))!.Mail.State);
    }

    [PostgresFact]
    public async Task A_process_of_the_version_before_does_not_lose_what_is_held()
    {
        await using var stores = await MigratedAsync();
        await stores.ExecuteAsync($"INSERT INTO mail_quota VALUES (77, 'desk@example.com', {Past}, 90, true)");

        await stores.ExecuteAsync("UPDATE mail_quota SET has_held = false WHERE organisation_id = 77");

        Assert.Equal(1, await stores.Outbox.QueueDigestsAsync(_past.AddHours(1), CancellationToken.None));
        Assert.Contains("held", await DueAsync(stores, _past.AddHours(1)));
        Assert.Equal("False", await stores.TextAsync("SELECT has_held FROM mail_quota"));
    }

    private static async Task<PostgresStores> MigratedAsync()
    {
        var stores = new PostgresStores(await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync());
        await stores.MigrateToAsync(Before);
        await stores.ExecuteAsync(OldOutbox.Insert(Past, $"{Past} + interval '1 minute'"));
        await stores.Migrator.MigrateAsync(CancellationToken.None);
        return stores;
    }

    private static async Task<IEnumerable<string>> DueAsync(PostgresStores stores, DateTimeOffset now) =>
        (await stores.Outbox.LeaseAsync(100, "new", now, now.AddMinutes(1), CancellationToken.None)).Select(mail => mail.MailId);
}
