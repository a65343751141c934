using Npgsql;

namespace Contacts.Storage.Postgres.Contacts;

/// <summary>
/// What migration 0011 needs the program for: gives stored contacts of internationalised domains the text they are found by.
/// </summary>
internal static class UnicodeDomains
{
    public const int Migration = 11;

    private static readonly string _find = Sql.Load("Postgres/Contacts/find_encoded_domains.sql");
    private static readonly string _renew = Sql.Load("Postgres/Contacts/renew_encoded_domains.sql");

    /// <summary>Within the connection's transaction.</summary>
    public static async Task RenewAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var find = new NpgsqlCommand(_find, connection) { CommandTimeout = PostgresMigrator.NoLimit };
        var contacts = await find.ReadAllAsync(
            row => (OrganisationId: row.GetInt32(0), Id: row.GetInt64(1), Text: ContactBatchCommands.FoldedEmail(row.GetString(2))),
            cancellationToken);
        if (contacts.Count == 0) return;
        await using var renew = new NpgsqlCommand(_renew, connection) { CommandTimeout = PostgresMigrator.NoLimit };
        renew.Parameters.With(contacts, contact => contact.OrganisationId)
            .With(contacts, contact => contact.Id).With(contacts, contact => contact.Text);
        await renew.ExecuteNonQueryAsync(cancellationToken);
    }
}
