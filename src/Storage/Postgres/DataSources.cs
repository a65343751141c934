using Npgsql;

namespace Contacts.Storage.Postgres;

/// <summary>Makes data sources of a connection string, which may name several hosts.</summary>
internal static class DataSources
{
    /// <summary>
    /// Of several hosts the one is taken that can be written to, unless Target Session Attributes says otherwise. Throws ArgumentException
    /// where its value is none of Npgsql's. The name stands in traces and metrics, in place of the connection string.
    /// </summary>
    public static NpgsqlDataSource Create(NpgsqlConnectionStringBuilder options, string? name = null)
    {
        var target = TargetOf(options);
        if (options.Host?.Contains(',') != true) return new NpgsqlDataSourceBuilder(Without(options)) { Name = name }.Build();
        return new NpgsqlDataSourceBuilder(Without(options)) { Name = name }.BuildMultiHost().WithTargetSession(target);
    }

    public static TargetSessionAttributes TargetOf(NpgsqlConnectionStringBuilder options)
    {
        if (options.TargetSessionAttributes is not { } text) return TargetSessionAttributes.ReadWrite;
        return Enum.TryParse<TargetSessionAttributes>(text.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var target)
            ? target
            : throw new ArgumentException($"Target Session Attributes cannot be '{text}'.", nameof(options));
    }

    /// <summary>The builder of a source refuses the attribute: it is given to the source instead.</summary>
    private static string Without(NpgsqlConnectionStringBuilder options)
    {
        var rest = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        rest.Remove("Target Session Attributes");
        return rest.ConnectionString;
    }
}
