using System.Net;
using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.Testing.Postgres;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Contacts.Cluster.Tests;

public sealed class SiloClusterTests
{
    [PostgresFact]
    public async Task Three_hundred_sign_ups_of_one_address_make_one_contact_though_a_silo_dies_in_the_middle()
    {
        await using var silos = await StartAsync();
        var answered = 0;
        var underWay = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = Enumerable.Range(0, 300).Select(async i =>
        {
            await SiloCluster.PersistAsync(() => silos.Http.RegisterAsync($"other{i}@example.com"));
            if (Interlocked.Increment(ref answered) == 100) underWay.SetResult();
            return await SiloCluster.PersistAsync(() => silos.Http.RegisterAsync("one@example.com", $"group {i % 60:00}"));
        }).ToArray();
        await underWay.Task;
        await silos.Cluster.KillSiloAsync(silos.Cluster.Silos[1]);

        Assert.All(await Task.WhenAll(calls), response => Assert.Equal(HttpStatusCode.OK, response.StatusCode));
        var contact = Assert.Single(await silos.Http.SearchAsync("one@example.com"));
        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"group {i:00}"), contact.Groups);
        var others = await silos.Http.SearchAsync("other");
        Assert.Equal(300, others.Select(other => other.Email).Distinct().Count());
        Assert.Equal(300, others.Count);
    }

    [PostgresFact]
    public async Task A_contact_is_created_changed_renamed_and_merged_through_grains_on_whatever_silo()
    {
        await using var silos = await StartAsync();
        var ava = await CreateAsync(silos, "ava@example.com");
        var ben = await CreateAsync(silos, "ben@example.com");
        Assert.Equal(ContactOutcome.EmailTaken, (await WriteAsync(silos, "ava@example.com")).Outcome);

        for (var silo = 0; silo < 3; silo++)
        {
            var updated = await Contact(silos, silo, ava).UpdateAsync(Update(firstName: $"Ava {silo}"), default);
            Assert.Equal(ContactOutcome.Done, updated.Outcome);
        }
        var renamed = await Contact(silos, 1, ava).UpdateAsync(Update(email: "eva@example.com"), default);
        Assert.Equal("eva@example.com", renamed.Contact!.Email);

        var merged = await Contact(silos, 2, ava).MergeAsync(ben, "test", null, default);
        Assert.Equal(ContactOutcome.Done, merged.Outcome);
        var detail = await Contact(silos, 0, ben).GetDetailAsync(default);
        Assert.Equal((ava, "Ava 2", "eva@example.com"), (detail!.Contact.Id, detail.Contact.FirstName, detail.Contact.Email));
        Assert.Single(await silos.Http.SearchAsync("@example.com"));
    }

    [PostgresFact]
    public async Task A_contact_is_activated_in_the_silo_that_asks_for_it()
    {
        await using var silos = await StartAsync();
        var management = silos.Cluster.Client.GetGrain<IManagementGrain>(0);
        for (var silo = 0; silo < 3; silo++)
        {
            var id = await CreateAsync(silos, $"there{silo}@example.com");
            var contact = Contact(silos, silo, id);
            await contact.GetDetailAsync(default);
            Assert.Equal(silos.Cluster.Silos[silo].SiloAddress, await management.GetActivationAddress(contact));
        }
    }

    [PostgresFact]
    public async Task A_store_that_is_away_is_told_as_such_to_callers_in_other_processes()
    {
        await using var server = await PostgresServer.StartNewAsync();
        await using var silos = await SiloCluster.StartAsync(await server.CreateEmptyDatabaseAsync());
        await CreateAsync(silos, "before@example.com");
        await server.StopAsync();

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => WriteAsync(silos, "during@example.com"));
        Assert.NotEmpty(failure.Message);
        Assert.NotNull(failure.InnerException);
        using var response = await silos.Http.RegisterAsync("during@example.com");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);

        await server.StartAsync();
        using var after = await SiloCluster.PersistAsync(() => silos.Http.RegisterAsync("after@example.com"));
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
    }

    private static async Task<SiloCluster> StartAsync()
    {
        var server = await PostgresServer.SharedAsync();
        return await SiloCluster.StartAsync(await server.CreateEmptyDatabaseAsync());
    }

    private static async Task<long> CreateAsync(SiloCluster silos, string email)
    {
        var result = await WriteAsync(silos, email);
        Assert.Equal(ContactOutcome.Done, result.Outcome);
        return result.ContactId ?? result.Contact!.Id;
    }

    private static IContactGrain Contact(SiloCluster silos, int silo, long id) =>
        silos.Cluster.Silos[silo].ServiceProvider.GetRequiredService<IGrainFactory>()
            .GetGrain<IContactGrain>(GrainKeys.Contact(silos.Organisation, id));

    private static Task<ContactResult> WriteAsync(SiloCluster silos, string email) =>
        silos.Cluster.Client.GetGrain<IEmailGrain>(GrainKeys.Email(silos.Organisation, email)).WriteAsync(
            new() { Kind = ContactWriteKind.Create, Email = email, EmailKey = email, Actor = "test" });

    private static UpdateContactRequest Update(string? email = null, string? firstName = null) => new()
    {
        Email = email is null ? default : Optional.Of<string>(email), FirstName = firstName is null ? default : Optional.Of<string>(firstName),
        Actor = "test",
    };
}
