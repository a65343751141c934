using System.Collections.Immutable;
using Contacts.Core.Imports;

namespace Contacts.Core.Erasure;

/// <summary>
/// An import in which a person is looked for, and what it keeps of the columns of its file. Where the file has no line that names them,
/// that is its first row.
/// </summary>
public sealed record SearchedImport
{
    private ImmutableArray<int> _idColumns;

    public required long Id { get; init; }

    public required bool IsEnded { get; init; }

    /// <summary>Whether the file is still there.</summary>
    public required bool HasFile { get; init; }

    public required ImportFormat Format { get; init; }
    public required ImportMatch Match { get; init; }

    /// <summary>The names of the file's columns, a JSON array; null before the file was opened.</summary>
    public string? Header { get; init; }

    /// <summary>JSON of an <see cref="ImportMapping"/>.</summary>
    public string? Mapping { get; init; }

    /// <summary>A JSON array.</summary>
    public string IgnoredColumns { get; init; } = "[]";

    /// <summary>Why it failed, which may name columns.</summary>
    public string? Message { get; init; }

    /// <summary>
    /// The header without its names: of each column our own name of what it means, so that refused rows can still be read. The rows of JSON
    /// lines have our own names anyway.
    /// </summary>
    public string? NeutralHeader
    {
        get
        {
            if (Header is null || Format != ImportFormat.Csv) return Header;
            var meanings = Meanings;
            return ImportColumns.ToJson([.. Names.Select(name => Neutral(meanings.FindOrNull(name)))]);
        }
    }

    /// <summary>
    /// Whether an integrator's id alone says whom a row is about. Then it is looked for in every cell, which may be that id by chance.
    /// </summary>
    public bool IsByForeignId => Match == ImportMatch.ExternalId;

    private ImmutableArray<string> Names => Header is null ? [] : ImportColumns.FromJson(Header);

    private IEnumerable<string> Mapped => ImportMapping.ReadOrNull(Mapping, out _)?.Columns ?? [];

    /// <summary>The rows of JSON lines have our own names, whatever the file calls them.</summary>
    private ImportMapping Meanings =>
        (Format == ImportFormat.Csv ? ImportMapping.ReadOrNull(Mapping, out _) : null) ?? ImportMapping.None;

    /// <summary>Whether a column is called as the person is.</summary>
    public bool IsNamedAfter(ErasedPerson person)
    {
        IEnumerable<string?> texts = [.. Names, .. Mapped, .. ImportColumns.FromJson(IgnoredColumns), Message];
        return texts.Any(text => person.IsInText(text, IsByForeignId));
    }

    /// <summary>Whether a refused row is about the person.</summary>
    public bool IsOf(ErasedPerson person, string? cells, string? detail) =>
        person.IsInCells(cells) || person.IsInText(detail)
        || (cells is not null && !person.ForeignIds.IsEmpty && IsById(person, ImportColumns.FromJson(cells)));

    private static string Neutral(ImportColumnName? meaning) =>
        (meaning is { Field: var field } ? ImportColumns.NameOrNull(field) : null) ?? "";

    private bool IsById(ErasedPerson person, ImmutableArray<string> cells)
    {
        if (_idColumns.IsDefault) _idColumns = IdColumns();
        if (_idColumns.Any(column => column < cells.Length && person.HasForeignId(cells[column]))) return true;
        return IsByForeignId && !IsRead(cells) && cells.Any(cell => person.IsInText(cell, withForeignIds: true));
    }

    /// <summary>Whether the cells stand in their columns: a line that could not be read is one cell, or has too many.</summary>
    private bool IsRead(ImmutableArray<string> cells) => cells.Length == Names.Length || (cells.Length > 1 && cells.Length < Names.Length);

    private ImmutableArray<int> IdColumns()
    {
        var meanings = Meanings;
        return
        [
            .. Names.Index().Where(column => meanings.FindOrNull(column.Item)?.Field == InputField.ExternalId)
                .Select(column => column.Index),
        ];
    }
}
