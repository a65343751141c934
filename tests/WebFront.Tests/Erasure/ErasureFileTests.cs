using System.Text.Json.Nodes;
using Contacts.Core.Erasure;
using Contacts.Grains.Erasure;
using Contacts.Silo.Settings;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.WebFront.Tests.Erasure;

/// <summary>What an erasure does to the files of its process beside the database.</summary>
[Collection(InDevelopment.Name)]
public sealed class ErasureFileTests(Service service)
{
    private string Folder => service.App.Services.GetRequiredService<SiloSettings>().DataDirectory;

    private string Log => Path.Combine(Folder, ErasureLog.FileName);

    [Fact]
    public async Task An_erasure_is_a_line_of_the_log_which_does_not_say_who_it_was()
    {
        var tenant = await service.NewTenantAsync();
        var (id, _) = await tenant.NewContactAsync("needle@example.com");

        var erased = (await tenant.EraseAsync(id, ("suppress", false), ("tickets", "keep"))).Is(200);

        var line = Assert.Single(await LinesAsync((string)erased["eraseId"]!));
        var entry = JsonNode.Parse(line)!;
        Assert.Equal(
            (tenant.Slug, id, false, "keep"),
            ((string)entry["organisation"]!, (string)entry["contactIds"]![0]!, (bool)entry["suppress"]!, (string)entry["tickets"]!));
        Assert.Matches("^[0-9a-f]{64}$", (string)Assert.Single(entry["hashes"]!.AsArray())!);
        Assert.DoesNotContain("needle", line, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_erasure_has_one_line_however_often_others_are_looked_for()
    {
        var tenant = await service.NewTenantAsync();
        var (id, _) = await tenant.NewContactAsync("ida@example.com");
        var logging = service.App.Services.GetRequiredService<ErasureLogging>();

        var eraseId = (string)(await tenant.EraseAsync(id)).Is(200)["eraseId"]!;
        await logging.RunAsync(CancellationToken.None);
        await logging.RunAsync(CancellationToken.None);

        Assert.Single(await LinesAsync(eraseId));
        Assert.DoesNotContain(
            await service.App.Services.GetRequiredService<IErasureStore>().UnloggedAsync(int.MaxValue, CancellationToken.None),
            row => row.EraseId == eraseId);
    }

    [Fact]
    public async Task A_log_that_cannot_be_written_gets_its_line_later_and_a_line_that_was_cut_off_spoils_none()
    {
        var tenant = await service.NewTenantAsync();
        var (id, _) = await tenant.NewContactAsync("eva@example.com");
        string eraseId;
        await using (File.Open(Log, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
            eraseId = (string)(await tenant.EraseAsync(id)).Is(200)["eraseId"]!;
        await File.AppendAllTextAsync(Log, "{\"eraseId\":\"cut o");

        await service.App.Services.GetRequiredService<ErasureLogging>().RunAsync(CancellationToken.None);

        Assert.Equal(eraseId, (string)JsonNode.Parse(Assert.Single(await LinesAsync(eraseId)))!["eraseId"]!);
    }

    [Fact]
    public async Task A_log_that_is_moved_away_takes_its_lines_along_and_they_count_as_logged()
    {
        var tenant = await service.NewTenantAsync();
        var (id, _) = await tenant.NewContactAsync("ada@example.com");
        var eraseId = (string)(await tenant.EraseAsync(id)).Is(200)["eraseId"]!;
        var moved = $"{Log}.{eraseId}";
        File.Move(Log, moved);

        await service.App.Services.GetRequiredService<ErasureLogging>().RunAsync(CancellationToken.None);

        Assert.Contains(eraseId, await File.ReadAllTextAsync(moved), StringComparison.Ordinal);
        Assert.Empty(await LinesAsync(eraseId));
        Assert.DoesNotContain(
            await service.App.Services.GetRequiredService<IErasureStore>().UnloggedAsync(int.MaxValue, CancellationToken.None),
            row => row.EraseId == eraseId);
    }

    [Fact]
    public async Task Mails_of_the_person_leave_the_folder_and_those_of_others_stay()
    {
        var tenant = await service.NewTenantAsync();
        (await tenant.PostAsync("/bff/organisation/settings", new()
        {
            ["support"] = new JsonObject { ["defaultRecipient"] = "support@example.com" },
        })).Is(200);
        foreach (var (email, what) in new[] { ("eva@example.com", "needle"), ("otto@example.com", "hay") })
        {
            (await tenant.PostAsync(
                "/api/v1/support/contact-form", new() { ["customerEmail"] = email, ["message"] = $"{what} of {tenant.Slug}" })).Is(200);
            await WaitForMailAsync($"{what} of {tenant.Slug}");
        }
        var id = (string)(await tenant.GetAsync("/bff/contact/list?filterFulltextQuery=eva@example.com")).Is(200)["items"]![0]!["id"]!;
        var mail = Assert.Single(MailsWith($"needle of {tenant.Slug}"));
        var content = await File.ReadAllBytesAsync(mail);

        (await tenant.EraseAsync(id)).Is(200);

        Assert.Empty(MailsWith($"needle of {tenant.Slug}"));
        Assert.Single(MailsWith($"hay of {tenant.Slug}"));
        await File.WriteAllBytesAsync(mail, content); // As if it had been on its way.
        await service.App.Services.GetRequiredService<MailForgetting>().RunAsync(CancellationToken.None);
        Assert.Empty(MailsWith($"needle of {tenant.Slug}"));
    }

    private async Task<string[]> LinesAsync(string eraseId) =>
        [.. (await File.ReadAllLinesAsync(Log)).Where(line => line.Contains(eraseId, StringComparison.Ordinal))];

    private string[] MailsWith(string text) =>
    [
        .. Directory.GetFiles(Path.Combine(Folder, "mail"), "*.eml")
            .Where(file => File.ReadAllText(file).Contains(text, StringComparison.Ordinal)),
    ];

    private Task WaitForMailAsync(string text) =>
        Eventually.IsTrueAsync(() => Directory.Exists(Path.Combine(Folder, "mail")) && MailsWith(text).Length > 0);
}
