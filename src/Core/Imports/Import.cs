using System.Collections.Immutable;
using System.Globalization;
using Orleans;

namespace Contacts.Core.Imports;

/// <summary>How the rows of an import are written down.</summary>
public enum ImportFormat
{
    Csv = 0,
    JsonLines = 1,
}

/// <summary>Where an import is. Uploading and discarded ones are not jobs: nobody sees them.</summary>
public enum ImportState
{
    Uploading = 0,
    Queued = 1,
    Running = 2,
    Done = 3,

    /// <summary>The file could not be read at all; <see cref="ImportReport.Message"/> says why.</summary>
    Failed = 4,
    Discarded = 5,

    /// <summary>It ends behind the rows that are being written.</summary>
    Cancelling = 6,

    /// <summary>The rows before the end that somebody put to it are done.</summary>
    Cancelled = 7,
    Undoing = 8,
    Undone = 9,
}

/// <summary>The outcome of a command on a job.</summary>
public enum ImportOutcome
{
    Done = 0,
    NotFound,

    /// <summary>A job that is to be cancelled has ended, or one to be undone cannot be.</summary>
    Refused,
}

/// <summary>By what a row finds the contact that it is about.</summary>
public enum ImportMatch
{
    /// <summary>Its e-mail address; a row without one finds the contact without an address that has its phone number.</summary>
    Email = 0,

    /// <summary>Its phone number, whatever address the contact has; else its address.</summary>
    Phone = 1,

    /// <summary>Its integrator's id; else its address, or its phone number.</summary>
    ExternalId = 2,
}

/// <summary>What is to be imported and how; raw.</summary>
[GenerateSerializer, Immutable, Alias("imports.request")]
public sealed record ImportRequest
{
    [Id(0)] public required ImportFormat Format { get; init; }

    /// <summary>Checks and counts only; writes nothing.</summary>
    [Id(1)] public bool DryRun { get; init; }

    /// <summary>The source of rows that name none.</summary>
    [Id(2)] public string? Source { get; init; }

    /// <summary>Between the fields of CSV; null: found in the first line.</summary>
    [Id(3)] public char? Delimiter { get; init; }

    [Id(4)] public required string Actor { get; init; }

    /// <summary>
    /// What of a row is wrong or too long, address and only phone number aside, is left out or cut, and the rest is imported.
    /// </summary>
    [Id(5)] public bool Lenient { get; init; }

    [Id(6)] public ImportMatch Match { get; init; }

    /// <summary>JSON of an <see cref="ImportMapping"/>; null: columns mean what they are called.</summary>
    [Id(7)] public string? Mapping { get; init; }
}

/// <summary>
/// Why a row was not imported, or, where it <see cref="IsImported"/>, which of its fields was not. Rows count from 1 behind the header,
/// blank ones included; lines are those of the file.
/// </summary>
[GenerateSerializer, Immutable, Alias("imports.error")]
public sealed record ImportError
{
    [Id(0)] public required long Row { get; init; }
    [Id(1)] public required FieldProblem Problem { get; init; }

    /// <summary>Null in reports from before lines were counted.</summary>
    [Id(2)] public long? Line { get; init; }

    [Id(3)] public bool IsImported { get; init; }

    /// <summary>The row as it stands in the file: a JSON array of its cells. In lists of refused rows alone.</summary>
    [Id(4)] public string? Cells { get; init; }
}

/// <summary>
/// How far the undo of an import is: contacts that have their old values back, that are gone again, and that were kept, by the reason: they
/// were changed since, merged away, or erased.
/// </summary>
[GenerateSerializer, Immutable, Alias("imports.undo")]
public sealed record ImportUndo
{
    [Id(0)] public long Restored { get; init; }
    [Id(1)] public long Removed { get; init; }
    [Id(2)] public long ChangedSince { get; init; }
    [Id(3)] public long Merged { get; init; }
    [Id(4)] public long Erased { get; init; }

    public long Kept => ChangedSince + Merged + Erased;

    /// <summary>This with one more contact.</summary>
    public ImportUndo With(UndoneContact outcome) => outcome switch
    {
        UndoneContact.Restored => this with { Restored = Restored + 1 },
        UndoneContact.Removed => this with { Removed = Removed + 1 },
        UndoneContact.ChangedSince => this with { ChangedSince = ChangedSince + 1 },
        UndoneContact.Merged => this with { Merged = Merged + 1 },
        _ => this with { Erased = Erased + 1 },
    };
}

/// <summary>What an undo makes of a contact.</summary>
public enum UndoneContact
{
    Restored,
    Removed,
    ChangedSince,
    Merged,
    Erased,
}

/// <summary>
/// A change that a dry run shows; <see cref="Before"/> and <see cref="After"/> are JSON objects of the fields that change.
/// </summary>
[GenerateSerializer, Immutable, Alias("imports.sample")]
public sealed record ImportSample
{
    /// <summary>The most changes that are shown.</summary>
    public const int Most = 100;

    [Id(0)] public required long Row { get; init; }
    [Id(1)] public required bool IsNew { get; init; }
    [Id(2)] public string? Before { get; init; }
    [Id(3)] public string? After { get; init; }

    /// <summary>
    /// Whose change it is; below zero the row that would have made the contact. Null in those that are read to be shown.
    /// </summary>
    [Id(4)] public long? ContactId { get; init; }
}

/// <summary>
/// An import as far as it is. <see cref="Rows"/> is the sum of the four outcomes behind it. <see cref="Warnings"/> counts the rows that
/// were imported without a field. The first <see cref="MostErrors"/> of those and of the failed rows are named.
/// </summary>
[GenerateSerializer, Immutable, Alias("imports.report")]
public sealed record ImportReport
{
    /// <summary>The most errors that are shown.</summary>
    public const int MostErrors = 1000;

    /// <summary>The most errors that are kept, with their rows.</summary>
    public const int MostRejects = 100_000;

    [Id(0)] public required long Id { get; init; }
    [Id(1)] public required ImportState State { get; init; }
    [Id(2)] public required ImportFormat Format { get; init; }
    [Id(3)] public bool DryRun { get; init; }
    [Id(4)] public string? Source { get; init; }
    [Id(5)] public long Bytes { get; init; }
    [Id(6)] public long ProcessedBytes { get; init; }
    [Id(7)] public long Rows { get; init; }
    [Id(8)] public long Created { get; init; }
    [Id(9)] public long Updated { get; init; }
    [Id(10)] public long Unchanged { get; init; }
    [Id(11)] public long Failed { get; init; }

    /// <summary>Columns of the file that mean nothing here, at most 50.</summary>
    [Id(12)] public ImmutableArray<string> IgnoredColumns { get; init; } = [];

    [Id(13)] public ImmutableArray<ImportError> Errors { get; init; } = [];
    [Id(14)] public string? Message { get; init; }
    [Id(15)] public required DateTimeOffset CreatedAt { get; init; }
    [Id(16)] public DateTimeOffset? StartedAt { get; init; }
    [Id(17)] public DateTimeOffset? FinishedAt { get; init; }
    [Id(18)] public bool Lenient { get; init; }
    [Id(19)] public long Warnings { get; init; }

    /// <summary>The names of the file's columns, as far as it was opened.</summary>
    [Id(20)] public ImmutableArray<string> Header { get; init; } = [];

    /// <summary>Null before it was undone.</summary>
    [Id(21)] public ImportUndo? Undo { get; init; }

    /// <summary>The first changes of a dry run.</summary>
    [Id(22)] public ImmutableArray<ImportSample> Samples { get; init; } = [];

    /// <summary>Whether the job goes on by itself.</summary>
    public bool IsOpen => State is ImportState.Queued or ImportState.Running or ImportState.Cancelling or ImportState.Undoing;

    /// <summary>Whether the import can be undone.</summary>
    [Id(23)] public bool CanBeUndone { get; init; }
}

/// <summary>The beginning of a file: the names of its columns, what they seem to mean, and the first rows as they stand there.</summary>
[GenerateSerializer, Immutable, Alias("imports.preview")]
public sealed record ImportPreview
{
    /// <summary>The most rows.</summary>
    public const int Rows = 5;

    [Id(0)] public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>Of each column the field, <see cref="InputField.None"/> for none.</summary>
    [Id(1)] public ImmutableArray<InputField> Fields { get; init; } = [];

    [Id(2)] public ImmutableArray<ImmutableArray<string>> Cells { get; init; } = [];

    /// <summary>Why the file cannot be read; null where it can.</summary>
    [Id(3)] public string? Problem { get; init; }
}

/// <summary>How the id of an import is spelled: 16 hexadecimal digits.</summary>
public static class ImportId
{
    public static string Text(long id) => id.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Null if it is no id.</summary>
    public static long? ParseOrNull(string? text) =>
        text is { Length: 16 } && !text.AsSpan().ContainsAnyExcept("0123456789abcdef")
        && long.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id) && id > 0
            ? id
            : null;
}

/// <summary>A page of imports without their errors, and how many there are in all.</summary>
[GenerateSerializer, Immutable, Alias("imports.page")]
public sealed record ImportPage
{
    [Id(0)] public ImmutableArray<ImportReport> Items { get; init; } = [];
    [Id(1)] public long Total { get; init; }
}
