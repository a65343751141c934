// The yardstick: what a straightforward service does. One INSERT … ON CONFLICT per request on a pooled connection, no key, no groups, no
// history. Everything it leaves out counts in its favour.
using Npgsql;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
var source = NpgsqlDataSource.Create(builder.Configuration.GetConnectionString("Yardstick")!);
builder.Services.AddSingleton(source);
var app = builder.Build();

await using (var create = source.CreateCommand(
    """
    CREATE TABLE IF NOT EXISTS yardstick_contact (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        email text NOT NULL UNIQUE,
        first_name text NOT NULL,
        last_name text NOT NULL,
        source text,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now())
    """))
{
    await create.ExecuteNonQueryAsync();
}

app.MapPost("/api/v1/newsletter/register-contact", async (SignUp body, NpgsqlDataSource database, CancellationToken cancellationToken) =>
{
    await using var upsert = database.CreateCommand(
        """
        INSERT INTO yardstick_contact (email, first_name, last_name, source) VALUES ($1, $2, $3, $4)
        ON CONFLICT (email) DO UPDATE SET first_name = excluded.first_name, last_name = excluded.last_name, updated_at = now()
        """);
    upsert.Parameters.Add(new() { Value = body.Email });
    upsert.Parameters.Add(new() { Value = body.FirstName });
    upsert.Parameters.Add(new() { Value = body.LastName });
    upsert.Parameters.Add(new() { Value = body.Source });
    await upsert.ExecuteNonQueryAsync(cancellationToken);
    return Results.Ok(new { success = true });
});
app.MapGet("/health/ready", () => Results.Ok());

app.Run();

internal sealed record SignUp(string Email, string FirstName, string LastName, string Source);
