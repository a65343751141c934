using System.Text.Json.Nodes;
using Contacts.Testing.Postgres;
using Contacts.WebFront.Tests.Consent;

namespace Contacts.WebFront.Tests.Erasure;

/// <summary>What is left of a person after an erasure, as the routes show it.</summary>
[Collection(InDevelopment.Name)]
public sealed class ErasureTests(Service service)
{
    [Fact]
    public Task No_answer_has_anything_of_an_erased_person() => new Erasures(service).CheckAnswersAsync();

    [Fact]
    public Task Kept_tickets_keep_their_texts_without_the_customer() => new Erasures(service).CheckKeptTicketsAsync();

    [Fact]
    public Task A_suppressed_address_comes_back_by_a_confirmed_sign_up_alone() => new Erasures(service).CheckSuppressedAsync();

    [Fact]
    public Task A_person_who_is_not_suppressed_comes_back_as_somebody_new() => new Erasures(service).CheckForgottenAsync();

    [Fact]
    public Task Stored_answers_about_the_person_are_given_again_without_the_person() => new Erasures(service).CheckRepetitionsAsync();

    [Fact]
    public Task A_merge_with_an_erased_contact_cannot_be_undone() => new Erasures(service).CheckMergesAsync();

    [Fact]
    public Task An_import_with_the_address_that_has_not_ended_refuses_the_erasure() => new Erasures(service).CheckImportAsync();

    [Fact]
    public Task Changes_that_dry_runs_show_go_with_the_person_whom_they_do_not_name() => new Erasures(service).CheckDryRunAsync();

    [Fact]
    public Task The_first_row_of_a_file_without_a_header_is_no_name_of_columns_any_more() => new Erasures(service).CheckHeaderAsync();

    [Fact]
    public Task The_undo_of_an_import_keeps_erased_people_erased() => new Erasures(service).CheckUndoneImportAsync();

    [Fact]
    public Task Who_was_one_with_the_person_for_a_while_stays_and_says_nothing_of_the_person() => new Erasures(service).CheckPartnerAsync();

    [Fact]
    public async Task The_links_of_an_erased_person_lead_nowhere()
    {
        var person = await Subscriber.NewAsync(service, new() { ["confirm"] = "never" });
        await person.SignUpAsync();
        var links = new[] { await person.PathAsync("unsubscribeUrl"), await person.PathAsync("preferencesUrl") };
        var id = (string)(await person.Tenant.GetAsync("/bff/contact/list")).Is(200)["items"]![0]!["id"]!;

        (await person.Tenant.EraseAsync(id)).Is(200);

        foreach (var link in links) Assert.Equal(404, (await person.GetAsync(link)).Status);
        Assert.Equal(404, (await person.PostAsync(links[0], Subscriber.OneClick)).Status);
    }

    [Fact]
    public async Task What_cannot_be_erased_is_refused()
    {
        var (tenant, other) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        var (id, _) = await tenant.NewContactAsync("eva@example.com");

        foreach (var (body, sentence) in new (JsonObject, string)[]
        {
            (new() { ["reason"] = Erasures.Reason }, "\"id\" is required"), (new() { ["id"] = id }, "\"reason\" is required"),
            (new() { ["id"] = id, ["reason"] = "too short" }, "\"reason\" must be 10 to 500 characters"),
            (new() { ["id"] = id, ["reason"] = new string('r', 501) }, "\"reason\" must be 500 characters or less"),
            (new() { ["id"] = id, ["reason"] = Erasures.Reason, ["tickets"] = "burn" }, "\"tickets\" must be \"redact\" or \"keep\""),
        })
            Assert.Equal(
                sentence, (string)(await tenant.PostAsync(Erasures.Route, body)).IsCoded(400, "INTERNAL_VALIDATION_FAILED")["message"]!);
        foreach (var (caller, wrong) in new[] { (other, id), (tenant, "AAAAAAAAAAAAAAAA") })
            (await caller.EraseAsync(wrong)).IsCoded(404, "INTERNAL_RESOURCE_NOT_FOUND");
        (await (await tenant.WithKeyAsync("contacts")).EraseAsync(id)).IsCoded(403, "PERMISSION_MEMBER_HAS_NO_PERMISSION");

        (await tenant.GetAsync($"/bff/contact/detail?id={id}")).Is(200);
        Assert.Empty((await tenant.GetAsync(Erasures.List)).Is(200)["items"]!.AsArray());
    }

    [Fact]
    public async Task The_list_of_erasures_has_pages_and_is_the_organisations_own()
    {
        var (tenant, other) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        List<string> erased = [];
        foreach (var email in new[] { "a@example.com", "b@example.com", "c@example.com" })
            erased.Add((string)(await tenant.EraseAsync((await tenant.NewContactAsync(email)).Id)).Is(200)["eraseId"]!);

        var first = (await tenant.GetAsync($"{Erasures.List}?limit=2")).Is(200);
        var second = (await tenant.GetAsync($"{Erasures.List}?limit=2&before={first["nextBefore"]}")).Is(200);

        var listed = first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(item => (string)item!["eraseId"]!);
        Assert.Equal(erased.AsEnumerable().Reverse(), listed);
        Assert.Null(second["nextBefore"]);
        Assert.Empty((await other.GetAsync(Erasures.List)).Is(200)["items"]!.AsArray());
    }

    [Fact]
    public async Task Hashes_suppress_what_they_stand_for()
    {
        var tenant = await service.NewTenantAsync();
        Task<Answer> SuppressAsync(params string[] hashes) => tenant.PostAsync(
            "/bff/erasure/suppress", new() { ["hashes"] = new JsonArray([.. hashes.Select(hash => JsonValue.Create(hash))]) });
        var hash = new string('a', 64);

        Assert.Equal(1, (int)(await SuppressAsync(hash, hash)).Is(200)["added"]!);
        Assert.Equal(0, (int)(await SuppressAsync(hash)).Is(200)["added"]!);
        (await SuppressAsync()).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        (await SuppressAsync("eva@example.com")).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
        (await SuppressAsync([.. Enumerable.Range(0, 501).Select(i => $"{i:x64}")])).IsCoded(400, "INTERNAL_VALIDATION_FAILED");
    }
}

/// <summary>The same on PostgreSQL.</summary>
public sealed class ErasurePostgresTests(PostgresService service) : IClassFixture<PostgresService>
{
    [PostgresFact]
    public Task No_answer_has_anything_of_an_erased_person() => new Erasures(service).CheckAnswersAsync();

    [PostgresFact]
    public Task Kept_tickets_keep_their_texts_without_the_customer() => new Erasures(service).CheckKeptTicketsAsync();

    [PostgresFact]
    public Task A_suppressed_address_comes_back_by_a_confirmed_sign_up_alone() => new Erasures(service).CheckSuppressedAsync();

    [PostgresFact]
    public Task Stored_answers_about_the_person_are_given_again_without_the_person() => new Erasures(service).CheckRepetitionsAsync();

    [PostgresFact]
    public Task A_merge_with_an_erased_contact_cannot_be_undone() => new Erasures(service).CheckMergesAsync();

    [PostgresFact]
    public Task Changes_that_dry_runs_show_go_with_the_person_whom_they_do_not_name() => new Erasures(service).CheckDryRunAsync();

    [PostgresFact]
    public Task The_first_row_of_a_file_without_a_header_is_no_name_of_columns_any_more() => new Erasures(service).CheckHeaderAsync();

    [PostgresFact]
    public Task The_undo_of_an_import_keeps_erased_people_erased() => new Erasures(service).CheckUndoneImportAsync();

    [PostgresFact]
    public Task Who_was_one_with_the_person_for_a_while_stays_and_says_nothing_of_the_person() => new Erasures(service).CheckPartnerAsync();

    [PostgresFact]
    public Task An_import_with_the_address_that_has_not_ended_refuses_the_erasure() => new Erasures(service).CheckImportAsync();
}
