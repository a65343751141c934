using System.Collections.Immutable;
using Contacts.Core.Contacts;

namespace Contacts.Core.Imports;

/// <summary>
/// The next rows of a job and the progress they make, committed together: what to write (a contact may be meant twice), what was refused or
/// left out, and where the job then is.
/// </summary>
public sealed record ImportStep
{
    public required ImportJob Job { get; init; }
    public ImmutableArray<ContactWrite> Rows { get; init; } = [];

    /// <summary>Where each of <see cref="Rows"/> stands in the file.</summary>
    public ImmutableArray<ImportOrigin> Origins { get; init; } = [];

    public ImmutableArray<ImportError> Errors { get; init; } = [];

    /// <summary>The job's place behind these rows.</summary>
    public required ImportPlace Place { get; init; }

    public required ImmutableArray<string> IgnoredColumns { get; init; }

    /// <summary>The rows in their order, cut wherever an address or number occurs again: a batch of the store has each once.</summary>
    public IEnumerable<ImmutableArray<ContactWrite>> Batches()
    {
        var keys = new HashSet<string>(Rows.Length);
        var start = 0;
        for (var i = 0; i < Rows.Length; i++)
        {
            if (TryAdd(keys, Rows[i])) continue;
            yield return Rows[start..i];
            keys.Clear();
            TryAdd(keys, Rows[i]);
            start = i;
        }
        if (start < Rows.Length) yield return Rows[start..];
    }

    /// <summary>What is to be noted of a row that was written; null: nothing.</summary>
    public ImportJournalEntry? JournalOrNull(int index, ContactRow? known, ContactWriteEffect effect, long contactId) =>
        Job.IsJournalled ? ImportJournalEntry.OfOrNull(Origins[index].Row, known, effect, contactId) : null;

    /// <summary>
    /// What the step has come to; <paramref name="results"/> are those of <see cref="Rows"/>. Of a row one thing is told: that it was
    /// refused, else which of its values were not taken, else which consent was not.
    /// </summary>
    public ImportProgress After(IReadOnlyList<ContactWriteResult> results)
    {
        var told = results.SelectMany(Refused).Concat(Errors).Concat(results.SelectMany(Withheld)).DistinctBy(error => error.Row);
        ImmutableArray<ImportError> errors = [.. told];
        var job = Job with
        {
            Place = Place,
            Created = Job.Created + results.Count(result => result.Outcome == ContactWriteOutcome.Created),
            Updated = Job.Updated + results.Count(result => result.Outcome == ContactWriteOutcome.Updated),
            Unchanged = Job.Unchanged + results.Count(result => result.Outcome == ContactWriteOutcome.Unchanged),
            Failed = Job.Failed + errors.Count(error => !error.IsImported),
            Warnings = Job.Warnings + errors.Count(error => error.IsImported),
            IgnoredColumns = IgnoredColumns,
        };
        return new(job, [.. errors.Take((int)Math.Max(0, ImportReport.MostRejects - Job.Failed - Job.Warnings))]);
    }

    /// <summary>Only the store can tell.</summary>
    private IEnumerable<ImportError> Refused(ContactWriteResult result, int index)
    {
        FieldProblem? problem = result.Outcome switch
        {
            ContactWriteOutcome.Ambiguous => FieldProblem.Of(InputField.Phone, "belongs to several contacts"),
            ContactWriteOutcome.Unreachable => ContactRules.NothingToReach,
            ContactWriteOutcome.OtherEmail => FieldProblem.Of(InputField.Email, "is not that of the contact that the row is about"),
            ContactWriteOutcome.ForeignIdTaken => FieldProblem.Of(InputField.ExternalId, "belongs to another contact"),
            ContactWriteOutcome.AttributesTooLarge => ContactAttributes.TooLarge,
            ContactWriteOutcome.Suppressed => ContactRules.AskedToBeForgotten,
            _ => null,
        };
        if (problem is null) yield break;
        var refused = Origins[index].Refuse(problem);
        yield return result.Outcome == ContactWriteOutcome.Suppressed ? refused with { Cells = null } : refused;
    }

    private IEnumerable<ImportError> Withheld(ContactWriteResult result, int index)
    {
        if (result.Withheld != InputField.None)
            yield return Origins[index].Warn(FieldProblem.Of(result.Withheld, "was not taken: the consent was withdrawn before"));
    }

    private static bool TryAdd(HashSet<string> keys, ContactWrite row) =>
        (row.EmailKey is not { } key || keys.Add(key)) && (!row.MatchesPhone || keys.Add(row.Phone!))
        && (!row.MatchesForeignId || keys.Add($"id {row.ForeignId}"));
}

/// <summary>Where a row stands in its file: its number, the line in which it begins, and its cells.</summary>
public readonly record struct ImportOrigin(long Row, long Line, ImmutableArray<string> Cells)
{
    public ImportError Refuse(FieldProblem problem) => new()
    {
        Row = Row, Line = Line, Problem = problem, Cells = ImportColumns.ToJson(Cells),
    };

    /// <summary>That the row is imported without a field.</summary>
    public ImportError Warn(FieldProblem problem) => new() { Row = Row, Line = Line, Problem = problem, IsImported = true };
}

/// <summary>A job after a step, and those of the step's errors that are kept.</summary>
public sealed record ImportProgress(ImportJob Job, ImmutableArray<ImportError> Errors);
