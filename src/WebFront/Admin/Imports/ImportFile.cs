using Contacts.Core.Imports;
using Contacts.WebFront.Pipeline.Bodies;
using Contacts.WebFront.Pipeline.Replies;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Contacts.WebFront.Admin.Imports;

/// <summary>The file of a request: the body itself, or the one file of a form.</summary>
internal readonly record struct ImportFile(ImportFormat Format, Stream Stream, MultipartReader? Form)
{
    public const string FormType = "multipart/form-data";

    /// <summary>Longest name of a part, and all that may stand between its name and its content.</summary>
    private const int PartHeaders = 16 * 1024;

    public static readonly string[] Types = ["text/csv", "application/x-ndjson", "application/jsonl", FormType];

    private static readonly Failure _mediaType = Failure.MediaType.WithMessage(
        "Content-Type must be text/csv, application/x-ndjson, application/jsonl or multipart/form-data with one such file",
        "Send the file in UTF-8, or with its character set in the query (charset), without a content coding.");

    private static readonly Failure _noFile = Failure.Validation.WithMessage(
        "The form must have one file", "A file is a part with a filename.");

    /// <summary>What is wrong with the type of the body; null if nothing.</summary>
    public static Failure? CheckType(HttpRequest request) =>
        BodyType.IsEncoded(request) || BodyType.Of(request.ContentType) is not { } type || (type != FormType && FormatOf(type) is null)
            ? _mediaType
            : null;

    /// <summary>Finds the file; in a form, reads up to it.</summary>
    public static async Task<(ImportFile File, Failure? Failure)> FindAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (FormatOf(BodyType.Of(request.ContentType)) is { } format) return (new(format, request.Body, Form: null), null);
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).Value;
        if (string.IsNullOrEmpty(boundary)) return (default, _noFile);
        var form = new MultipartReader(boundary, request.Body) { HeadersLengthLimit = PartHeaders };
        if (await NextFileAsync(form, cancellationToken) is not { } part) return (default, _noFile);
        return FormatOf(part) is { } ofPart ? (new(ofPart, part.FileStream!, form), null) : (default, _mediaType);
    }

    /// <summary>What is wrong behind the file, once it was read.</summary>
    public async Task<Failure?> CheckRestAsync(CancellationToken cancellationToken) =>
        Form is not null && await NextFileAsync(Form, cancellationToken) is not null ? _noFile : null;

    /// <summary>The next part with a file name; fields in between are passed over.</summary>
    private static async Task<FileMultipartSection?> NextFileAsync(MultipartReader form, CancellationToken cancellationToken)
    {
        while (await form.ReadNextSectionAsync(cancellationToken) is { } section)
            if (section.GetContentDispositionHeader() is { } disposition && disposition.IsFileDisposition())
                return new FileMultipartSection(section, disposition);
        return null;
    }

    private static ImportFormat? FormatOf(FileMultipartSection part) =>
        FormatOf(BodyType.Of(part.Section.ContentType)) ?? Path.GetExtension(part.FileName).ToLowerInvariant() switch
        {
            ".csv" or ".tsv" => ImportFormat.Csv,
            ".jsonl" or ".ndjson" => ImportFormat.JsonLines,
            _ => null,
        };

    private static ImportFormat? FormatOf(string? type) => type switch
    {
        "text/csv" => ImportFormat.Csv,
        "application/x-ndjson" or "application/ndjson" or "application/jsonl" or "application/x-jsonlines" => ImportFormat.JsonLines,
        _ => null,
    };
}
