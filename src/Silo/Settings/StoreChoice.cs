using Contacts.Storage.Postgres;
using Contacts.Storage.Sqlite;

namespace Contacts.Silo.Settings;

/// <summary>PostgreSQL where a connection string is set, else the embedded store.</summary>
internal static class StoreChoice
{
    public static void AddStore(this IServiceCollection services, SiloSettings settings)
    {
        if (settings.ConnectionString is { } connectionString) services.AddPostgresStorage(connectionString);
        else services.AddSqliteStorage(settings.DatabasePath);
    }
}
