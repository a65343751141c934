namespace Contacts.Testing.Postgres;

/// <summary>A test that needs PostgreSQL: skipped with the reason where it is not installed, but never in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute() => Skip = PostgresSkip.Reason;
}

/// <inheritdoc cref="PostgresFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresTheoryAttribute : TheoryAttribute
{
    public PostgresTheoryAttribute() => Skip = PostgresSkip.Reason;
}

/// <summary>Why tests that need PostgreSQL are skipped; null where they are run.</summary>
public static class PostgresSkip
{
    public static string? Reason => Environment.GetEnvironmentVariable("CI") == "true" ? null : PostgresServer.Missing;
}
