using Npgsql;

namespace Contacts.Storage.Postgres;

/// <summary>What the service needs of a database and its server, as far as it can be asked for before anything is written.</summary>
internal sealed record PostgresRequirements
{
    public const int LowestVersion = 15;
    private static readonly string _ask = Sql.Load("Postgres/requirements.sql");

    public required string Database { get; init; }

    /// <summary>Such as 150004 for 15.4.</summary>
    public required int Version { get; init; }

    public required string Encoding { get; init; }

    /// <summary>Names that the connection string's Search Path has and the database has not; null if there is none.</summary>
    public string? MissingSchemas { get; init; }

    /// <summary>Where tables are created; null if the search path names no schema that is there.</summary>
    public string? Schema { get; init; }

    public bool MayCreate { get; init; }

    /// <summary>Extensions that are not installed on the server; null if there is none.</summary>
    public string? MissingExtensions { get; init; }

    /// <summary>One sentence; null if the database can be used.</summary>
    public string? Problem => this switch
    {
        { Version: < LowestVersion * 10_000 } =>
            $"The server is PostgreSQL {Version / 10_000}; it has to be {LowestVersion} or later.",
        { Encoding: not "UTF8" } => $"The database '{Database}' is encoded in {Encoding}; it has to be UTF8.",
        { MissingSchemas: not null } => $"The database '{Database}' has no schema '{MissingSchemas}', which Search Path names.",
        { Schema: null } => $"The database '{Database}' has no schema of the search path; create one, or name one by Search Path.",
        { MayCreate: false } => $"The user may not create tables in schema '{Schema}' of the database '{Database}'.",
        { MissingExtensions: not null } => $"The server has no extension {MissingExtensions}; it comes with PostgreSQL's contrib package.",
        _ => null,
    };

    /// <summary>Throws <see cref="StoreMigrationException"/> with the problem, if there is one.</summary>
    public static async Task CheckAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(_ask, connection);
        var found = await command.ReadFirstAsync(Read, cancellationToken);
        if (found?.Problem is { } problem) throw new StoreMigrationException($"Setting ConnectionStrings:Contacts: {problem}");
    }

    private static PostgresRequirements Read(NpgsqlDataReader row) => new()
    {
        Database = row.GetString(0), Version = row.GetInt32(1), Encoding = row.GetString(2), MissingSchemas = row.TextOrNull(3),
        Schema = row.TextOrNull(4), MayCreate = !row.IsDBNull(5) && row.GetBoolean(5), MissingExtensions = row.TextOrNull(6),
    };
}
