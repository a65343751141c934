using System.Text.RegularExpressions;

namespace Contacts.Storage.Sessions;

/// <summary>
/// A statement that both databases have, with the same parameters and columns. Its text is in Sql/, in PostgreSQL's spelling; or in
/// Postgres/ and in Sqlite/ where the databases need different ones, or only one of them has it. Keep it in a static field: connections
/// know their prepared statements by the instance.
/// </summary>
/// <param name="path">The file below these folders, such as "ApiKeys/find.sql".</param>
internal sealed partial class Statement(string path)
{
    private readonly Lazy<string> _postgres = new(() => Sql.LoadOrNull($"Postgres/{path}") ?? Sql.Load($"Sql/{path}"));
    private readonly Lazy<string> _sqlite = new(() => Sql.LoadOrNull($"Sqlite/{path}") ?? ToSqlite(Sql.Load($"Sql/{path}")));

    public string Postgres => _postgres.Value;

    public string Sqlite => _sqlite.Value;

    /// <summary>SQLite numbers parameters with a question mark, and locks no rows: only one writes at a time.</summary>
    private static string ToSqlite(string text) => Lock().Replace(Parameter().Replace(text, "?"), "");

    [GeneratedRegex(@"\$(?=\d)")]
    private static partial Regex Parameter();

    [GeneratedRegex(" FOR UPDATE( SKIP LOCKED)?")]
    private static partial Regex Lock();
}
