using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;

namespace Contacts.Storage;

/// <summary>One numbered migration file: 0001_contacts.sql has number 1 and name "0001_contacts".</summary>
internal sealed record Migration(int Number, string Name, string Text);

/// <summary>The .sql files that are embedded in this assembly, by their paths in the project.</summary>
internal static class Sql
{
    private static readonly Assembly _assembly = typeof(Sql).Assembly;

    /// <summary>The text of a file such as "Postgres/Contacts/find.sql", with the columns of contacts put in.</summary>
    public static string Load(string path) =>
        LoadOrNull(path) is { } text
            ? ContactColumns.Fill(text)
            : throw new InvalidOperationException($"There is no embedded file '{path}'.");

    /// <summary>The text as the file has it; null if there is none.</summary>
    public static string? LoadOrNull(string path)
    {
        using var stream = _assembly.GetManifestResourceStream(ResourceName(path));
        if (stream is null) return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The migrations of a folder such as "Postgres/Migrations", by number. Numbers start at 1 and have no gaps.</summary>
    public static ImmutableArray<Migration> Migrations(string folder)
    {
        var prefix = ResourceName(folder) + ".";
        var migrations = _assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => Read(folder, name[prefix.Length..]))
            .OrderBy(migration => migration.Number)
            .ToImmutableArray();
        for (var i = 0; i < migrations.Length; i++)
            if (migrations[i].Number != i + 1) throw new InvalidOperationException($"Migration {i + 1} of '{folder}' is missing.");
        return migrations;
    }

    private static Migration Read(string folder, string file)
    {
        var number = int.Parse(file.AsSpan(0, file.IndexOf('_')), NumberStyles.None, CultureInfo.InvariantCulture);
        return new Migration(number, Path.GetFileNameWithoutExtension(file), LoadOrNull($"{folder}/{file}")!);
    }

    private static string ResourceName(string path) => $"{_assembly.GetName().Name}.{path.Replace('/', '.')}";
}
