using Contacts.Testing.Postgres;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Contacts.WebFront.Tests.Exports;

/// <summary>What a client sees of an export whose store goes away in the middle.</summary>
public sealed class BrokenExportPostgresTests(PostgresService service) : IClassFixture<PostgresService>
{
    private const int Contacts = 20_000;

    [PostgresTheory]
    [InlineData("csv")]
    [InlineData("ndjson")]
    public async Task An_export_whose_store_goes_away_is_broken_off_and_the_next_one_is_whole(string format)
    {
        var tenant = await service.NewTenantAsync();
        await using var database = NpgsqlDataSource.Create(service.App.Services.GetRequiredService<IConfiguration>()["ConnectionStrings:Contacts"]!);
        await FillAsync(database, tenant);

        while (!await IsBrokenOffAsync(database, tenant, format)) // It had ended before its connection did.
        {
        }

        using var whole = await service.Http.SendAsync(Request(tenant, format));
        var lines = (await whole.Content.ReadAsStringAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Contacts + 1, lines.Length);
        Assert.Equal($"{Contacts}", Assert.Single(whole.TrailingHeaders.GetValues("X-Export-Rows")));
    }

    /// <summary>Ends the connection that reads the contacts as soon as the first of them have come; false where it is over by then.</summary>
    private async Task<bool> IsBrokenOffAsync(NpgsqlDataSource database, Tenant tenant, string format)
    {
        using var response = await service.Http.SendAsync(Request(tenant, format), HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        Assert.Equal(200, (int)response.StatusCode);
        await using var kill = database.CreateCommand(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active'"
            + " AND query LIKE '%FROM contact c%LEFT JOIN consent%' AND pid <> pg_backend_pid()");
        if ((long)(await kill.ExecuteScalarAsync())! == 0) return false;
        using var reader = new StreamReader(body);
        await Assert.ThrowsAnyAsync<IOException>(() => reader.ReadToEndAsync());
        Assert.False(response.TrailingHeaders.Contains("X-Export-Rows"));
        return true;
    }

    private static HttpRequestMessage Request(Tenant tenant, string format) => new(HttpMethod.Get, $"/bff/contact/export?format={format}")
    {
        Headers = { Authorization = new("Bearer", tenant.Key) },
    };

    private static async Task FillAsync(NpgsqlDataSource database, Tenant tenant)
    {
        await using var fill = database.CreateCommand(
            "INSERT INTO contact (organisation_id, external_id, email, email_key, email_subscribed, sms_subscribed, created_at, updated_at)"
            + " SELECT o.organisation_id, md5(o.slug || n), n || '@example.com', n || '@example.com', false, false, now(), now()"
            + " FROM organisation o, generate_series(1, $1) n WHERE o.slug = $2");
        fill.Parameters.Add(new() { Value = Contacts });
        fill.Parameters.Add(new() { Value = tenant.Slug });
        await fill.ExecuteNonQueryAsync();
    }
}
