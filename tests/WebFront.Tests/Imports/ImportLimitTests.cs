using System.Text;
using Contacts.Core.Imports;
using Contacts.Grains.Abstractions.Organisations;
using Contacts.WebFront.Admin.Imports;
using Contacts.WebFront.Tests.Idempotency;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using static Contacts.WebFront.Tests.Imports.ImportCalls;

namespace Contacts.WebFront.Tests.Imports;

/// <summary>A service that takes small files only.</summary>
public sealed class SmallImportService() : ServiceHost("Development")
{
    protected override Task<string[]> SettingsAsync() => Task.FromResult<string[]>(["--Contacts:Import:MaxBytes", "1000"]);
}

public sealed class ImportLimitTests(SmallImportService service) : IClassFixture<SmallImportService>
{
    [Fact]
    public async Task A_file_of_the_limit_is_taken_and_one_byte_more_is_too_much()
    {
        var tenant = await service.NewTenantAsync();
        var file = "email,company\n" + "a@example.com,".PadRight(986, 'x');
        Assert.Equal(1000, file.Length);

        JobOf(await service.ImportAsync(tenant.Key, file));
        (await service.ImportAsync(tenant.Key, file + "x")).IsCoded(413, "PAYLOAD_TOO_LARGE");
    }

    [Fact]
    public async Task A_body_that_does_not_tell_its_length_and_a_file_of_a_form_are_measured_as_they_come()
    {
        var tenant = await service.NewTenantAsync();
        var large = Encoding.UTF8.GetBytes("email\n" + new string('x', 300_000));

        (await service.ImportAsync(tenant.Key, new StreamContent(new Unmeasured(large)), "text/csv")).IsCoded(413, "PAYLOAD_TOO_LARGE");
        using var form = new MultipartFormDataContent { { new ByteArrayContent(large), "file", "a.csv" } };
        (await service.ImportAsync(tenant.Key, form, type: null)).IsCoded(413, "PAYLOAD_TOO_LARGE");
    }

    [Fact]
    public async Task An_organisation_with_too_many_open_imports_is_told_so_and_others_are_not_affected()
    {
        var (tenant, other) = (await service.NewTenantAsync(), await service.NewTenantAsync());
        var organisation = await service.App.Services.GetRequiredService<IGrainFactory>()
            .GetGrain<IOrganisationDirectoryGrain>(0).FindAsync(tenant.Slug, default);
        var imports = service.App.Services.GetRequiredService<IImportStore>();
        for (var i = 1; i <= 20; i++)
        {
            await imports.BeginAsync(new()
            {
                OrganisationId = organisation!.Id, ImportId = i, State = ImportState.Uploading, Format = ImportFormat.Csv, Actor = "test",
                CreatedAt = TimeProvider.System.GetUtcNow(),
            }, int.MaxValue, default);
        }

        var refused = await service.ImportAsync(tenant.Key, "email\nava@example.com\n");

        var error = refused.IsCoded(503, "INTERNAL_UNAVAILABLE");
        Assert.Equal("Too many imports of this organisation have not ended", (string)error["message"]!);
        JobOf(await service.ImportAsync(other.Key, "email\nava@example.com\n"));
        await imports.DiscardAsync(organisation!.Id, 1, default);
        JobOf(await service.ImportAsync(tenant.Key, "email\nava@example.com\n"));
    }

    [Theory]
    [InlineData(null, 1L << 30)]
    [InlineData(" ", 1L << 30)]
    [InlineData("5000000000", 5_000_000_000L)]
    [InlineData("0", null)]
    [InlineData("-1", null)]
    [InlineData("1 GiB", null)]
    public void The_setting_is_a_number_of_bytes(string? text, long? bytes)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Contacts:Import:MaxBytes", text)]).Build();

        Assert.Equal(bytes, ImportLimit.ReadOrNull(configuration, out _)?.Bytes);
    }

    /// <summary>A stream that cannot say how long it is.</summary>
    private sealed class Unmeasured(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
