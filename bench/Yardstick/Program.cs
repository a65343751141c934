// The yardstick: what a competent engineer writes in an hour. A minimal API with source-generated JSON, one prepared statement for each
// request that upserts the contact by organisation and address and adds its groups. No limits, no history, no search, no batches: what it
// leaves out counts in its favour.
using System.Net.Mail;
using System.Text.Json.Serialization;
using Npgsql;
using NpgsqlTypes;

const string Upsert = """
    WITH contact AS (
        INSERT INTO yardstick_contact (organisation_id, email, phone, first_name, last_name, source) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (organisation_id, email) DO UPDATE SET phone = coalesce(excluded.phone, yardstick_contact.phone),
            first_name = coalesce(excluded.first_name, yardstick_contact.first_name),
            last_name = coalesce(excluded.last_name, yardstick_contact.last_name), updated_at = now()
        RETURNING contact_id)
    INSERT INTO yardstick_member SELECT contact_id, tag FROM contact, unnest($7::text[]) tag ON CONFLICT DO NOTHING
    """;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.Services.ConfigureHttpJsonOptions(options => options.SerializerOptions.TypeInfoResolverChain.Insert(0, BodyJson.Default));
await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(builder.Configuration.GetConnectionString("Yardstick"))
{
    MaxPoolSize = 64, MaxAutoPrepare = 20, AutoPrepareMinUsages = 2,
});
await using (var create = source.CreateCommand("""
    CREATE TABLE IF NOT EXISTS yardstick_contact (
        organisation_id int NOT NULL, contact_id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL, phone text,
        first_name text, last_name text, source text, created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(), UNIQUE (organisation_id, email));
    CREATE TABLE IF NOT EXISTS yardstick_member (contact_id bigint NOT NULL, tag text NOT NULL, PRIMARY KEY (contact_id, tag));
    """)) await create.ExecuteNonQueryAsync();

var keys = new Dictionary<string, int> { ["yardstick"] = 1 };
var app = builder.Build();
app.MapGet("/health/ready", () => Results.Ok());
app.MapPost("/api/v1/newsletter/register-contact", async (string apiKey, SignUp body, CancellationToken cancellationToken) =>
{
    if (!keys.TryGetValue(apiKey, out var organisation)) return Results.Unauthorized();
    if (!MailAddress.TryCreate(body.Email, out var email)) return Results.BadRequest();
    await using var upsert = source.CreateCommand(Upsert);
    upsert.Parameters.Add(new() { Value = organisation });
    upsert.Parameters.Add(new() { Value = email.Address.ToLowerInvariant() });
    foreach (var text in (string?[])[body.Phone, body.FirstName, body.LastName, body.Source])
        upsert.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Text, Value = text is null ? DBNull.Value : text });
    upsert.Parameters.Add(new() { Value = body.Groups ?? [] });
    await upsert.ExecuteNonQueryAsync(cancellationToken);
    return Results.Ok(new SignedUp(true));
});
app.Run();

internal sealed record SignUp(string Email, string? Source, string[]? Groups, string? Phone, string? FirstName, string? LastName);

internal sealed record SignedUp(bool Success);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(SignUp)), JsonSerializable(typeof(SignedUp))]
internal sealed partial class BodyJson : JsonSerializerContext;
