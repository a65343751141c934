using System.Collections.Immutable;
using System.Text.Json;
using Contacts.Core.Contacts;

namespace Contacts.Core.Imports;

/// <summary>An import as stored: what was asked for, and how far it is.</summary>
public sealed record ImportJob
{
    public required int OrganisationId { get; init; }
    public required long ImportId { get; init; }
    public required ImportState State { get; init; }
    public required ImportFormat Format { get; init; }
    public char? Delimiter { get; init; }
    public bool DryRun { get; init; }
    public bool Lenient { get; init; }
    public string? Source { get; init; }
    public required string Actor { get; init; }
    public long Bytes { get; init; }

    /// <summary>Where in the file to go on: rows before it are done, those behind it are not.</summary>
    public ImportPlace Place { get; init; }

    public long Created { get; init; }
    public long Updated { get; init; }
    public long Unchanged { get; init; }
    public long Failed { get; init; }

    /// <summary>Rows among the others that were imported without a field.</summary>
    public long Warnings { get; init; }

    public ImmutableArray<string> IgnoredColumns { get; init; } = [];
    public string? Message { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Grows each time a process takes the job; nobody but the last taker writes its progress.</summary>
    public long Run { get; init; }

    public long Rows => Created + Updated + Unchanged + Failed;

    /// <summary><see cref="IgnoredColumns"/> as JSON, as stores keep them.</summary>
    public string IgnoredColumnsJson
    {
        get => JsonSerializer.Serialize(IgnoredColumns, NameListJson.Default.ImmutableArrayString);
        init => IgnoredColumns = JsonSerializer.Deserialize(value, NameListJson.Default.ImmutableArrayString);
    }

    public ImportReport ToReport(ImmutableArray<ImportError> errors) => new()
    {
        Id = ImportId, State = State, Format = Format, DryRun = DryRun, Lenient = Lenient,
        Source = Source ?? ImportRowRule.UsualSource, Bytes = Bytes, ProcessedBytes = Place.Position, Rows = Rows, Created = Created,
        Updated = Updated, Unchanged = Unchanged, Failed = Failed, Warnings = Warnings, IgnoredColumns = IgnoredColumns,
        Errors = errors, Message = Message, CreatedAt = CreatedAt, StartedAt = StartedAt, FinishedAt = FinishedAt,
    };
}

/// <summary>
/// The next rows of a job and the progress they make, committed together: what to write (a canonical address may stand there twice), what
/// was refused or left out, and where the job then is.
/// </summary>
public sealed record ImportStep
{
    public required ImportJob Job { get; init; }
    public ImmutableArray<ContactWrite> Rows { get; init; } = [];
    public ImmutableArray<ImportError> Errors { get; init; } = [];

    /// <summary>The job's place behind these rows.</summary>
    public required ImportPlace Place { get; init; }

    public required ImmutableArray<string> IgnoredColumns { get; init; }

    /// <summary>Of <see cref="Errors"/> those that are still kept.</summary>
    public ImmutableArray<ImportError> KeptErrors =>
        [.. Errors.Take((int)Math.Max(0, ImportReport.MostErrors - Job.Failed - Job.Warnings))];

    /// <summary>The rows in their order, cut wherever an address occurs again: a batch of the store has each at most once.</summary>
    public IEnumerable<ImmutableArray<ContactWrite>> Batches()
    {
        var keys = new HashSet<string>(Rows.Length);
        var start = 0;
        for (var i = 0; i < Rows.Length; i++)
        {
            if (Rows[i].EmailKey is not { } key || keys.Add(key)) continue;
            yield return Rows[start..i];
            keys.Clear();
            keys.Add(key);
            start = i;
        }
        if (start < Rows.Length) yield return Rows[start..];
    }

    /// <summary>The job after the rows came to these outcomes.</summary>
    public ImportJob After(IReadOnlyCollection<ContactWriteOutcome> outcomes) => Job with
    {
        Place = Place,
        Created = Job.Created + outcomes.Count(outcome => outcome == ContactWriteOutcome.Created),
        Updated = Job.Updated + outcomes.Count(outcome => outcome == ContactWriteOutcome.Updated),
        Unchanged = Job.Unchanged + outcomes.Count(outcome => outcome == ContactWriteOutcome.Unchanged),
        Failed = Job.Failed + Errors.Count(error => !error.IsImported),
        Warnings = Job.Warnings + Errors.Count(error => error.IsImported),
        IgnoredColumns = IgnoredColumns,
    };
}
