using System.Text.Json.Nodes;
using Contacts.Core.Contacts;
using Contacts.Core.Organisations;
using Contacts.Core.Users;
using Contacts.WebFront.Tests.Consent;
using Contacts.WebFront.Tests.Imports;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.WebFront.Tests.Audit;

/// <summary>
/// A request that changes something and the action that the audit has of it; and a request to the same route that changes nothing when it
/// comes after the first (unless told otherwise, the first once more).
/// </summary>
/// <param name="Target">Kind and id of the record; null where the answer alone knows the id.</param>
public sealed record AuditedChange(string Action, string? Target, string Body, string? Idle = null)
{
    public string ContentType { get; init; } = "application/json";

    /// <summary>Null: the route, which then names no record.</summary>
    public string? Path { get; init; }

    /// <summary>The query of the request that changes nothing.</summary>
    public string IdleQuery { get; init; } = "";

    /// <summary>Null: that of the tenant.</summary>
    public string? Key { get; init; }

    /// <summary>Whose audit has the entry; null: the tenant's.</summary>
    public string? Slug { get; init; }

    public static AuditedChange Of(string action, string? target, JsonObject body, string? idle = null) =>
        new(action, target, body.ToJsonString(), idle);
}

/// <summary>A change by each route of `/bff` that changes something.</summary>
public static class AuditedRoutes
{
    private static int _made;

    public static IReadOnlyDictionary<string, Func<ServiceHost, Tenant, Task<AuditedChange>>> All { get; } =
        new Dictionary<string, Func<ServiceHost, Tenant, Task<AuditedChange>>>
        {
            ["/bff/contact/create"] = (_, _) => Task.FromResult(
                AuditedChange.Of("contact.created", null, new() { ["email"] = "new@example.com", ["firstName"] = "Eva" })),
            ["/bff/contact/detail-change-email"] = ChangeEmailAsync,
            ["/bff/contact/merge-customers"] = MergeAsync,
            ["/bff/contact/merge-undo"] = UndoMergeAsync,
            ["/bff/contact/consent-grant"] = (_, tenant) => SayAsync(tenant, "consent.granted"),
            ["/bff/contact/consent-withdraw"] = (_, tenant) => SayAsync(tenant, "consent.withdrawn"),
            ["/bff/contact/resend-confirmation"] = ResendAsync,
            ["/bff/contact/erase"] = EraseAsync,
            ["/bff/erasure/suppress"] = (_, tenant) => Task.FromResult(AuditedChange.Of(
                "suppression.added", $"organisation:{tenant.Slug}", new() { ["hashes"] = new JsonArray(new string('a', 64)) })),
            ["/bff/contact/import"] = (_, _) => Task.FromResult(
                new AuditedChange("import.started", null, "email\na@example.com\n") { ContentType = "text/csv", IdleQuery = "?delimiter=x" }),
            ["/bff/contact/import/{jobId}/cancel"] = CancelImportAsync,
            ["/bff/contact/import/{jobId}/undo"] = UndoImportAsync,
            ["/bff/organisation/create"] = (_, _) => Task.FromResult(CreateOrganisation()),
            ["/bff/organisation/settings"] = (_, tenant) => Task.FromResult(
                AuditedChange.Of("settings.changed", $"organisation:{tenant.Slug}", new() { ["name"] = "Renamed" })),
            ["/bff/organisation/rotate-link-key"] = (_, _) => Task.FromResult(AuditedChange.Of("link-key.rotated", null, [], "[]")),
            ["/bff/user/create"] = (_, _) => Task.FromResult(AuditedChange.Of(
                "user.invited", null, new() { ["email"] = "agent@example.com", ["role"] = "agent" }, """{"email":"x","role":"agent"}""")),
            ["/bff/user/reset-two-factor"] = ResetTwoFactorAsync,
            ["/bff/group/update"] = UpdateGroupAsync,
            ["/bff/group/merge"] = MergeGroupsAsync,
            ["/bff/group/delete"] = DeleteGroupAsync,
            ["/bff/organisation/suspend"] = (_, tenant) => Task.FromResult(AuditedChange.Of(
                "organisation.suspended", $"organisation:{tenant.Slug}", new() { ["organisation"] = tenant.Slug, ["suspended"] = true }) with
            {
                Key = ServiceHost.RootKey, Slug = tenant.Slug,
            }),
            ["/bff/ticket/set-status"] = SetStatusAsync,
            ["/bff/ticket/set-spam"] = ReleaseAsync,
            ["/bff/api-key/generate-key"] = (_, _) => Task.FromResult(
                AuditedChange.Of("key.created", null, new() { ["environment"] = "PROD" }, """{"environment":"x"}""")),
            ["/bff/api-key/revoke"] = RevokeKeyAsync,
        };

    /// <summary>The file is long enough for the import to run when it is cancelled.</summary>
    private static async Task<AuditedChange> CancelImportAsync(ServiceHost service, Tenant tenant)
    {
        var rows = string.Concat(Enumerable.Range(0, 50_000).Select(i => $"c{i}@example.com,c\n"));
        var job = ImportCalls.JobOf(await service.ImportAsync(tenant.Key, "email,groups\n" + rows));
        return AuditedChange.Of("import.cancelled", $"import:{job}", []) with { Path = $"{ImportCalls.Route}/{job}/cancel" };
    }

    private static async Task<AuditedChange> UndoImportAsync(ServiceHost service, Tenant tenant)
    {
        var job = (string)(await service.EndAsync(tenant.Key, await service.ImportAsync(tenant.Key, "email\na@example.com\n")))["id"]!;
        return AuditedChange.Of("import.undone", $"import:{job}", new() { ["reason"] = "the wrong file" }) with
        {
            Path = $"{ImportCalls.Route}/{job}/undo",
        };
    }

    private static async Task<AuditedChange> ChangeEmailAsync(ServiceHost service, Tenant tenant)
    {
        var (id, _) = await tenant.NewContactAsync("old@example.com");
        return AuditedChange.Of("contact.email-changed", $"contact:{id}", new()
        {
            ["id"] = id, ["currentEmail"] = "old@example.com", ["newEmail"] = "new@example.com", ["reason"] = "asked by phone",
        });
    }

    private static async Task<AuditedChange> MergeAsync(ServiceHost service, Tenant tenant)
    {
        var ((final, _), (legacy, _)) = (await tenant.NewContactAsync("a@example.com"), await tenant.NewContactAsync("b@example.com"));
        return AuditedChange.Of(
            "contact.merged", $"contact:{final}", new() { ["finalCustomerId"] = final, ["legacyCustomerId"] = legacy });
    }

    private static async Task<AuditedChange> UndoMergeAsync(ServiceHost service, Tenant tenant)
    {
        var merge = await MergeAsync(service, tenant);
        var merged = (await service.SendTextAsync("POST", "/bff/contact/merge-customers", merge.Body, key: tenant.Key)).Is(200);
        return AuditedChange.Of(
            "contact.merge-undone", merge.Target, new() { ["mergeId"] = (string)merged["mergeId"]!, ["reason"] = "two people" });
    }

    private static async Task<AuditedChange> EraseAsync(ServiceHost service, Tenant tenant)
    {
        var (id, _) = await tenant.NewContactAsync("eva@example.com");
        return AuditedChange.Of("contact.erased", $"contact:{id}", new() { ["id"] = id, ["reason"] = "asked for by letter" });
    }

    private static async Task<AuditedChange> SayAsync(Tenant tenant, string action)
    {
        var (id, _) = await tenant.NewContactAsync("eva@example.com");
        return AuditedChange.Of(action, $"contact:{id}", new() { ["id"] = id, ["note"] = "on paper" });
    }

    /// <summary>As if the first mail had been sent more than five minutes ago.</summary>
    private static async Task<AuditedChange> ResendAsync(ServiceHost service, Tenant tenant)
    {
        (await tenant.PostAsync("/bff/organisation/settings", new() { ["consent"] = new JsonObject { ["confirm"] = "always" } })).Is(200);
        var subscriber = new Subscriber(service, tenant, "eva@example.com");
        await subscriber.SignUpAsync();
        var consent = await subscriber.ConsentAsync() with { Mails = [] };
        var forgotten = Decision.Set(consent.OrganisationId, [], [], DateTimeOffset.UtcNow) with { Consents = [consent] };
        Assert.Equal(
            ApplyOutcome.Applied,
            await service.App.Services.GetRequiredService<IContactStore>().ApplyAsync(forgotten, CancellationToken.None));
        var id = (string)(await tenant.GetAsync("/bff/contact/list")).Is(200)["items"]![0]!["id"]!;
        return AuditedChange.Of("consent.confirmation-sent", $"contact:{id}", new() { ["id"] = id });
    }

    private static AuditedChange CreateOrganisation()
    {
        var slug = $"audited-{Interlocked.Increment(ref _made)}-{Guid.NewGuid():N}"[..40];
        return AuditedChange.Of("organisation.created", $"organisation:{slug}", new() { ["slug"] = slug, ["name"] = "Acme" }) with
        {
            Key = ServiceHost.RootKey, Slug = slug,
        };
    }

    private static async Task<AuditedChange> ResetTwoFactorAsync(ServiceHost service, Tenant tenant)
    {
        var (accounts, email) = (service.App.Services.GetRequiredService<IUserAccountStore>(), $"{Guid.NewGuid():N}@example.com");
        var organisation = (await service.App.Services.GetRequiredService<IOrganisationStore>().FindAsync(tenant.Slug, CancellationToken.None))!;
        await accounts.EnsureAsync(email, organisation.Id, Role.Agent, DateTimeOffset.UtcNow, CancellationToken.None);
        var account = (await accounts.FindAsync(email, CancellationToken.None))!;
        Assert.True(await accounts.SaveAsync(account with { HasTwoFactor = true, AuthenticatorKey = "ABCDEFGH" }, CancellationToken.None));
        return AuditedChange.Of("user.two-factor-reset", $"user:{account.Id}", new() { ["email"] = email }) with
        {
            Key = ServiceHost.RootKey, Slug = tenant.Slug,
        };
    }

    private static async Task<AuditedChange> UpdateGroupAsync(ServiceHost service, Tenant tenant)
    {
        (await tenant.PostAsync("/api/v1/groups/create", new() { ["name"] = "monthly" })).Is(201);
        return AuditedChange.Of("group.updated", "group:1", new() { ["id"] = 1, ["isPublic"] = true });
    }

    private static async Task<AuditedChange> MergeGroupsAsync(ServiceHost service, Tenant tenant)
    {
        foreach (var name in (string[])["a", "b"]) (await tenant.PostAsync("/api/v1/groups/create", new() { ["name"] = name })).Is(201);
        return AuditedChange.Of("group.merged", "group:1", new() { ["finalId"] = 1, ["legacyId"] = 2 });
    }

    private static async Task<AuditedChange> DeleteGroupAsync(ServiceHost service, Tenant tenant)
    {
        (await tenant.PostAsync("/api/v1/groups/create", new() { ["name"] = "a" })).Is(201);
        return AuditedChange.Of("group.deleted", "group:1", new() { ["id"] = 1 });
    }

    private static async Task<AuditedChange> SetStatusAsync(ServiceHost service, Tenant tenant)
    {
        var id = await TicketAsync(tenant, new() { ["message"] = "Where is my parcel?" }, "new");
        return AuditedChange.Of("ticket.status-changed", $"ticket:{id}", new() { ["id"] = id, ["status"] = "done" });
    }

    private static async Task<AuditedChange> ReleaseAsync(ServiceHost service, Tenant tenant)
    {
        var id = await TicketAsync(tenant, new() { ["message"] = "Buy this", ["website"] = "http://example.com" }, "spam");
        return AuditedChange.Of("ticket.released", $"ticket:{id}", new() { ["id"] = id, ["spam"] = false });
    }

    private static async Task<string> TicketAsync(Tenant tenant, JsonObject form, string status)
    {
        (await tenant.PostAsync("/api/v1/support/contact-form", form)).Is(200);
        return (string)(await tenant.GetAsync($"/bff/ticket/list?status={status}")).Is(200)["items"]![0]!["id"]!;
    }

    private static async Task<AuditedChange> RevokeKeyAsync(ServiceHost service, Tenant tenant)
    {
        await tenant.WithKeyAsync("contacts");
        var id = await tenant.KeyIdAsync(); // The newest is first.
        return AuditedChange.Of("key.revoked", $"key:{id}", new() { ["id"] = id });
    }
}
