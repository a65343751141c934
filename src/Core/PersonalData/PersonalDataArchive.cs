using System.Collections.Immutable;
using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Contacts.Core.PersonalData;

/// <summary>
/// The file that a person gets: data.json for programs, index.html for people, README.txt that says what is in it. Pure.
/// </summary>
public sealed class PersonalDataArchive(string organisation, DateTimeOffset at, ImmutableArray<PersonalRecord> records)
{
    /// <summary>The kinds of records in their order, with their titles.</summary>
    public static readonly ImmutableArray<(string Kind, string Title)> Kinds =
    [
        ("contact", "Contact · Kontakt"), ("group", "Groups · Skupiny"), ("consent", "Consent · Souhlas"),
        ("history", "History · Historie"), ("merge", "Merges · Sloučení"), ("ticket", "Messages · Zprávy"), ("mail", "E-mails · E-maily"),
        ("import", "Imports · Importy"),
        ("request", "Requests · Žádosti"),
    ];

    private const string Readme = """
        This archive holds all that {0} keeps of one person, as of {1}.
        data.json   the same for programs: records by kind; times are UTC, absent values are empty
        index.html  the same for people: open it in a browser; it loads nothing
        Not in it: backups, copies of these values in indexes, and answers to requests that are kept for 24 hours.

        Tento archiv obsahuje vše, co {0} uchovává o jedné osobě, ke dni {1}.
        data.json   totéž pro programy: záznamy podle druhu; časy jsou v UTC, chybějící hodnoty jsou prázdné
        index.html  totéž pro lidi: otevřete jej v prohlížeči; nic nenačítá
        Není v něm: zálohy, kopie těchto hodnot v indexech a odpovědi na požadavky, které se uchovávají 24 hodin.

        """;

    public byte[] Write()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(archive, "data.json", Json());
            Add(archive, "index.html", Encoding.UTF8.GetBytes(new PersonalDataPage(organisation, at, records).Write()));
            var readme = string.Format(null, Readme, organisation, $"{at.UtcDateTime:yyyy-MM-dd HH:mm} UTC");
            Add(archive, "README.txt", Encoding.UTF8.GetBytes(readme));
        }
        return stream.ToArray();
    }

    private byte[] Json()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new() { Indented = true }))
        {
            writer.WriteStartObject();
            writer.WriteString("organisation", organisation);
            writer.WriteString("at", at.UtcDateTime);
            foreach (var (kind, _) in Kinds) Write(writer, kind);
            writer.WriteEndObject();
        }
        return stream.ToArray();
    }

    private void Write(Utf8JsonWriter writer, string kind)
    {
        writer.WriteStartArray(kind);
        foreach (var record in records.Where(record => record.Kind == kind))
        {
            writer.WriteStartObject();
            if (record.At is { } recorded) writer.WriteString("at", recorded.UtcDateTime);
            foreach (var value in record.Values)
            {
                writer.WritePropertyName(value.Name);
                if (value.IsJson) writer.WriteRawValue(value.Text);
                else writer.WriteStringValue(value.Text);
            }
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private void Add(ZipArchive archive, string name, byte[] content)
    {
        var entry = archive.CreateEntry(name);
        entry.LastWriteTime = at.UtcDateTime;
        using var stream = entry.Open();
        stream.Write(content);
    }
}
