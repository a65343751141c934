using System.Data.Common;
using System.Net;
using Contacts.Core.Audit;
using Contacts.Core.Contacts;

namespace Contacts.Storage.Tests.Contract;

/// <summary>What a redaction lets through to histories and the audit: that values go, and nothing else.</summary>
public abstract class AppendOnlyContract(IStoreFixture store) : StoreContract(store)
{
    public static TheoryData<string> Refused =>
    [
        "UPDATE contact_event SET kind = 'updated' WHERE kind <> 'updated' AND organisation_id = {0}",
        "UPDATE contact_event SET at = (SELECT max(e.at) FROM contact_event e WHERE e.organisation_id = {0}) WHERE organisation_id = {0}",
        "UPDATE contact_event SET contact_id = contact_id + 1 WHERE organisation_id = {0}",
        "UPDATE contact_event SET organisation_id = {1} WHERE organisation_id = {0}",
        "UPDATE contact_event SET actor = 'somebody' WHERE organisation_id = {0}",
        "UPDATE contact_event SET reason = 'another' WHERE organisation_id = {0}",
        "UPDATE contact_event SET after = '{{}}' WHERE organisation_id = {0}",
        "UPDATE contact_event SET evidence = '{{\"page\":\"https://example.org\"}}' WHERE organisation_id = {0}",
        "UPDATE contact_event SET actor = NULL, kind = 'updated' WHERE kind <> 'updated' AND organisation_id = {0}",
        "UPDATE contact_event SET actor = NULL WHERE organisation_id = {1}",
        "DELETE FROM contact_event WHERE organisation_id = {0}",
        "UPDATE audit_event SET action = 'another' WHERE organisation_id = {0}",
        "UPDATE audit_event SET at = (SELECT max(e.at) FROM audit_event e WHERE e.organisation_id = {0}) WHERE organisation_id = {0}",
        "UPDATE audit_event SET actor_name = 'another' WHERE organisation_id = {0}",
        "UPDATE audit_event SET summary = 'another' WHERE organisation_id = {0}",
        "UPDATE audit_event SET ip = '192.0.2.1' WHERE organisation_id = {0}",
        "UPDATE audit_event SET ip = NULL WHERE organisation_id = {1}",
        "DELETE FROM audit_event WHERE organisation_id = {0}",
    ];

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_redaction_lets_nothing_through_but_that_values_go(string statement)
    {
        var (organisation, other) = (await FilledAsync(), await FilledAsync());
        var change = string.Format(null, statement, organisation, other);

        var refused = await Assert.ThrowsAnyAsync<DbException>(() => Store.ExecuteAsync(Redaction(organisation, change)));

        Assert.Matches("(contact|audit)_event (is append-only|are never changed)", refused.Message);
    }

    [Fact]
    public async Task Within_a_redaction_values_go_and_without_one_they_stay()
    {
        var (organisation, other) = (await FilledAsync(), await FilledAsync());
        var change = $"""
            UPDATE contact_event SET source = NULL, actor = NULL, reason = NULL, before = NULL, after = NULL, evidence = NULL
            WHERE organisation_id = {organisation}; UPDATE audit_event SET ip = NULL WHERE organisation_id = {organisation}
            """;
        await Assert.ThrowsAnyAsync<DbException>(() => Store.ExecuteAsync(change));

        await Store.ExecuteAsync(Redaction(organisation, change));

        await Assert.ThrowsAnyAsync<DbException>(
            () => Store.ExecuteAsync($"UPDATE contact_event SET actor = NULL WHERE organisation_id = {other}"));
        Assert.All((await Store.Audit.ListAsync(organisation, new(), None)).Entries, entry => Assert.Null(entry.Actor.Ip));
        Assert.All((await Store.Audit.ListAsync(other, new(), None)).Entries, entry => Assert.NotNull(entry.Actor.Ip));
    }

    [Fact]
    public async Task A_redaction_that_is_left_open_is_not_committed()
    {
        var organisation = await FilledAsync();

        await Assert.ThrowsAnyAsync<DbException>(() => Store.ExecuteAsync($"""
            BEGIN; INSERT INTO redaction (organisation_id) VALUES ({organisation});
            UPDATE audit_event SET ip = NULL WHERE organisation_id = {organisation}; COMMIT
            """));

        Assert.All((await Store.Audit.ListAsync(organisation, new(), None)).Entries, entry => Assert.NotNull(entry.Actor.Ip));
    }

    private static string Redaction(int organisation, string change) => $"""
        BEGIN; INSERT INTO redaction (organisation_id) VALUES ({organisation}); {change};
        DELETE FROM redaction WHERE organisation_id = {organisation}; COMMIT
        """;

    /// <summary>An organisation with a history and an audit of two entries each.</summary>
    private async Task<int> FilledAsync()
    {
        var organisation = await NewOrganisationAsync();
        foreach (var at in new[] { Monday, Tuesday })
        {
            await WriteAsync(Write(organisation, "eva@example.com") with { At = at, FirstName = $"Eva {at:dd}", Source = "web" });
            await Store.Audit.AddAsync(organisation, new()
            {
                Actor = new() { Kind = ActorKind.Key, Id = 12, Name = "PROD key 12", Ip = IPAddress.Loopback },
                Acts = [new() { At = at, Action = AuditActions.LinkKeyRotated, TargetKind = AuditTargets.LinkKey, TargetId = "1" }],
            }, None);
        }
        return organisation;
    }
}
