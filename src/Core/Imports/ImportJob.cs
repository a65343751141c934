using System.Collections.Immutable;
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
    public ImportMatch Match { get; init; }

    /// <summary>JSON of an <see cref="ImportMapping"/>.</summary>
    public string? Mapping { get; init; }

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

    /// <summary>The names of the file's columns: a JSON array; null before the file was opened.</summary>
    public string? Header { get; init; }

    public string? Message { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public DateTimeOffset? StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Grows each time a process takes the job; nobody but the last taker writes its progress.</summary>
    public long Run { get; init; }

    /// <summary>Whether what it writes is noted, so that it can be undone.</summary>
    public bool IsJournalled { get; init; }

    public ImportUndo Undo { get; init; } = new();

    /// <summary>Behind which contact the undo goes on.</summary>
    public long UndoPosition { get; init; }

    /// <summary>Why and by whom it is undone; null before.</summary>
    public ChangeNote? UndoNote { get; init; }

    public bool CanBeUndone => IsJournalled && State is (ImportState.Done or ImportState.Failed or ImportState.Cancelled);

    public long Rows => Created + Updated + Unchanged + Failed;

    /// <summary><see cref="IgnoredColumns"/> as JSON, as stores keep them.</summary>
    public string IgnoredColumnsJson
    {
        get => ImportColumns.ToJson(IgnoredColumns);
        init => IgnoredColumns = ImportColumns.FromJson(value);
    }

    public ImportReport ToReport(ImmutableArray<ImportError> errors) => new()
    {
        Id = ImportId, State = State, Format = Format, DryRun = DryRun, Lenient = Lenient,
        Source = Source ?? ImportRowRule.UsualSource, Bytes = Bytes, ProcessedBytes = Place.Position, Rows = Rows, Created = Created,
        Updated = Updated, Unchanged = Unchanged, Failed = Failed, Warnings = Warnings, IgnoredColumns = IgnoredColumns,
        Errors = errors, Message = Message, CreatedAt = CreatedAt, StartedAt = StartedAt, FinishedAt = FinishedAt,
        Undo = UndoNote is null ? null : Undo, CanBeUndone = CanBeUndone,
        Header = Header is null ? [] : ImportColumns.FromJson(Header),
    };
}
