using System.Globalization;
using Contacts.Core.Contacts;
using Contacts.Core.Erasure;
using Contacts.Core.Idempotency;
using Contacts.Core.Imports;

namespace Contacts.Storage.Tests.Contract;

/// <summary>What an erasure does of what goes on meanwhile: imports, requests that are repeated, sign-ups, merges.</summary>
public abstract class ErasureMeanwhileContract(IStoreFixture store) : ErasureSetting(store)
{
    [Fact]
    public async Task Answers_about_the_person_are_emptied_and_nothing_runs_again()
    {
        var organisation = await NewOrganisationAsync();
        var eva = new KnownPerson(Store, organisation);
        await eva.SignUpAsync();
        var ticket = (await Store.Tickets.WriteAsync([eva.Ticket() with { ContactId = eva.Survivor.Id }], None))[0];
        var ida = await RegisteredAsync(Write(organisation, "ida@example.com"));
        var update = await AnswerAsync(organisation, "/api/v1/contacts/update", eva.Survivor.Id);
        var form = await AnswerAsync(organisation, "/api/v1/support/contact-form", ticket);
        var many = await AnswerAsync(organisation, "/api/v1/newsletter/register-contacts", null);
        var open = await AnswerAsync(organisation, "/bff/contact/create", eva.Legacy.Id, isAnswered: false);
        var signUp = await AnswerAsync(organisation, "/api/v1/newsletter/register-contact", null);
        var group = await AnswerAsync(organisation, "/api/v1/groups/create", eva.Survivor.Id);
        var others = await AnswerAsync(organisation, "/api/v1/contacts/update", ida.Id);

        var result = await EraseAsync(organisation, eva.Survivor.ExternalId);

        Assert.Equal(4, result.Counts.Answers);
        foreach (var record in new[] { update, form, many, open })
        {
            var found = await ClaimAsync(organisation, record, "/");
            Assert.Equal((200, true), (found.Status, found.Answer.IsEmpty));
        }
        foreach (var record in new[] { group, others, signUp }) Assert.False((await ClaimAsync(organisation, record, "/")).Answer.IsEmpty);
        Assert.False(await Store.Idempotency.CompleteAsync(organisation, new() { Record = open, Owner = 1 }, 200, [1], None));
    }

    [Theory]
    [InlineData("email,phone\n{0},\n")]
    [InlineData("email,phone\n\"{0}\",\n")]
    [InlineData("phone;name\n{2};Ida\n")]
    [InlineData("phone;name\n'+420 {2};Ida\n")]
    [InlineData("""{{"email":"{1}"}}""")]
    [InlineData("""{{"x":1,"phone":"{3}"}}""")]
    public async Task While_an_import_has_the_person_in_its_file_nothing_is_erased(string file)
    {
        var organisation = await NewOrganisationAsync();
        var eva = new KnownPerson(Store, organisation);
        await eva.SignUpAsync();
        var encoded = $"OLD.{eva.Tag}@{new IdnMapping().GetAscii("žluť.cz")}";
        var text = string.Format(null, file, eva.Address, encoded, eva.SpacedDigits, eva.Phone);
        var job = await eva.UploadedAsync(text, text[0] == '{' ? ImportFormat.JsonLines : ImportFormat.Csv);

        Assert.Equal(EraseOutcome.ImportRunning, (await EraseAsync(organisation, eva.Survivor.ExternalId)).Outcome);
        Assert.True(await Store.Imports.SubmitAsync(organisation, job.ImportId, Monday, null, None));
        Assert.Equal(EraseOutcome.ImportRunning, (await EraseAsync(organisation, eva.Survivor.ExternalId)).Outcome);
        Assert.NotNull(await Store.Contacts.FindAsync(organisation, eva.Survivor.Id, None));

        Assert.True(await Store.Imports.CancelAsync(organisation, job.ImportId, Monday, null, None));
        Assert.Equal(EraseOutcome.Done, (await EraseAsync(organisation, eva.Survivor.ExternalId)).Outcome);
        Assert.Null(await Store.Imports.ReadAsync(organisation, job.ImportId, 0, None));
    }

    [Fact]
    public async Task An_import_of_others_does_not_keep_a_person_from_being_erased()
    {
        var organisation = await NewOrganisationAsync();
        var eva = new KnownPerson(Store, organisation);
        await eva.SignUpAsync();
        var job = await eva.UploadedAsync("email,phone\nida@example.com,+420777123456\n");

        Assert.Equal(EraseOutcome.Done, (await EraseAsync(organisation, eva.Survivor.ExternalId)).Outcome);
        Assert.NotNull(await Store.Imports.ReadAsync(organisation, job.ImportId, 0, None));
    }

    [Fact]
    public async Task While_an_import_that_wrote_the_person_is_undone_nothing_is_erased()
    {
        var organisation = await NewOrganisationAsync();
        var eva = new KnownPerson(Store, organisation);
        await eva.SignUpAsync();
        var job = await eva.ImportAsync();
        await Store.ExecuteAsync($"UPDATE import_job SET state = 8 WHERE organisation_id = {organisation}");
        await Store.ExecuteAsync($"DELETE FROM import_piece WHERE organisation_id = {organisation}");

        Assert.Equal(EraseOutcome.ImportRunning, (await EraseAsync(organisation, eva.Survivor.ExternalId)).Outcome);

        Assert.Equal([3L, 4L], (await Store.Imports.ErrorsAsync(organisation, job.ImportId, None)).Select(error => error.Row));
        Assert.NotNull(await Store.Contacts.FindAsync(organisation, eva.Survivor.Id, None));
    }

    [Fact]
    public async Task Sign_ups_that_race_with_an_erasure_come_before_it_or_make_somebody_new()
    {
        var organisation = await NewOrganisationAsync();
        var eva = new KnownPerson(Store, organisation);
        await eva.SignUpAsync();
        var writes = Enumerable.Range(0, 64).Select(i => Task.Run(() => WriteAsync(
            Write(organisation, eva.Address) with { FirstName = $"Eva {i}" }))).ToArray();

        var result = await EraseAsync(Request(eva.Survivor.ExternalId) with { Suppress = false }, organisation);
        await Task.WhenAll(writes);

        Assert.Equal(EraseOutcome.Done, result.Outcome);
        Assert.Null(await Store.Contacts.FindAsync(organisation, eva.Survivor.Id, None));
        Assert.All(await HistoryAsync(eva.Survivor), entry => Assert.Equal((null, null), (entry.Before, entry.After)));
        var now = await Store.Contacts.FindByEmailAsync(organisation, eva.Address, None);
        Assert.NotEqual(eva.Survivor.Id, now?.Id);
        Assert.Equal(now is null ? 0 : 1, (await Store.Consents.FindAsync(organisation, [Key(eva.Address)], None)).Length);
        Assert.Equal(now is null ? 0 : 1, (await ListAsync(organisation, new())).Total);
    }

    [Fact]
    public async Task Of_many_erasures_at_once_one_erases_and_merges_come_before_it_or_conflict()
    {
        var organisation = await NewOrganisationAsync();
        var eva = new KnownPerson(Store, organisation);
        await eva.SignUpAsync();
        var others = await Task.WhenAll(
            Enumerable.Range(0, 64).Select(i => RegisteredAsync(Write(organisation, $"x{i}.{eva.Tag}@example.com"))));
        var merges = others.Select(other => Task.Run(async () =>
        {
            var survivor = await Store.Contacts.FindAsync(organisation, eva.Survivor.Id, None);
            if (survivor is null) return false;
            var note = new ChangeNote("admin", Tuesday);
            var decision = MergeDecisions.Decide(survivor, other, await BookAsync(survivor, other), note);
            return await Store.Contacts.ApplyAsync(decision.Changes!, None) == ApplyOutcome.Applied;
        })).ToArray();
        var erasures = Enumerable.Range(0, 8).Select(_ => Task.Run(() => EraseAsync(organisation, eva.Legacy.ExternalId))).ToArray();

        var (merged, outcomes) = (await Task.WhenAll(merges), await Task.WhenAll(erasures));

        Assert.Single(outcomes, outcome => outcome.Outcome == EraseOutcome.Done);
        Assert.Equal(7, outcomes.Count(outcome => outcome.Outcome == EraseOutcome.NotFound));
        for (var i = 0; i < others.Length; i++)
            Assert.Equal(merged[i], await Store.Contacts.FindAsync(organisation, others[i].Id, None) is null);
        Assert.Equal(merged.Count(isMerged => !isMerged), (await ListAsync(organisation, new() { PageSize = 20 })).Total);
        if (merged.All(isMerged => isMerged)) Assert.Empty(await Store.TablesWithAsync(eva.Tag));
    }

    private async Task<string> AnswerAsync(int organisation, string route, long? effect, bool isAnswered = true)
    {
        var record = Guid.NewGuid().ToString("N");
        await ClaimAsync(organisation, record, route);
        if (effect is { } id)
            await Store.ExecuteAsync($"UPDATE idempotency SET effect = {id} WHERE record_id = '{record}'");
        if (isAnswered) await Store.Idempotency.CompleteAsync(organisation, new() { Record = record, Owner = 1 }, 200, [1, 2, 3], None);
        return record;
    }

    private Task<IdempotencyRecord> ClaimAsync(int organisation, string record, string route) => Store.Idempotency.ClaimAsync(
        organisation, new(record, 1, Monday, Monday.AddSeconds(10)),
        new IdempotentRequest { BodyHash = [.. new byte[32]], KeyHash = [.. new byte[32]], Route = route }, None);
}
