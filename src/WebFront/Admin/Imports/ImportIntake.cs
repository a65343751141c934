using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Contacts.Core.Imports;
using Contacts.Grains.Abstractions.Imports;
using Contacts.WebFront.Pipeline.Bodies;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Replies;
using Microsoft.AspNetCore.Http.Features;

namespace Contacts.WebFront.Admin.Imports;

/// <summary>A file that is stored and waits to be made a job; <see cref="Hash"/> tells it apart from others.</summary>
internal sealed record StoredFile(long Id, IImportGrain Grain, ImportUpload Upload, byte[] Hash);

/// <summary>Takes a file as it comes, as the query of the request says.</summary>
internal static class ImportIntake
{
    /// <summary>Why the file was not taken; null if it was stored and handed to <paramref name="submit"/>.</summary>
    public static async Task<Failure?> TakeAsync(
        HttpContext http, string actor, Func<long, IImportGrain> grainOf, Func<StoredFile, Task> submit)
    {
        var limit = http.RequestServices.GetRequiredService<ImportLimit>().Bytes;
        LiftServerLimit(http);
        if (http.Request.ContentLength > limit && !IsForm(http.Request)) return Failure.TooLarge;
        var (options, problem) = Read(http.Request.Query, actor);
        if (problem is not null) return problem;
        var (file, failure) = await ImportFile.FindAsync(http.Request, http.RequestAborted);
        if (failure is not null) return failure;

        var request = options.Request with { Format = file.Format };
        var id = NewId();
        var grain = grainOf(id);
        var beginning = await grain.BeginAsync(request, CancellationToken.None);
        if (beginning.IsOverQuota) return Failure.ImportsWaiting;
        if (beginning.Problem is { } refused) return Failures.Of(refused, Dialect.Coded);

        await using var upload = new ImportUpload(grain, limit);
        if (await upload.ReadAsync(file.Stream, options.Encoding, http.RequestAborted) is { } unread) return unread;
        if (await file.CheckRestAsync(http.RequestAborted) is { } rest) return rest;
        if (await grain.CheckAsync(CancellationToken.None) is { } unreadable) return Failure.Invalid(unreadable);
        await submit(new(id, grain, upload, upload.HashWith(request)));
        return null;
    }

    private static bool IsForm(HttpRequest request) => BodyType.Of(request.ContentType) == ImportFile.FormType;

    private static void LiftServerLimit(HttpContext http)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server) server.MaxRequestBodySize = null;
    }

    private static (Options Options, Failure? Problem) Read(IQueryCollection query, string actor)
    {
        var values = new QueryValues(query);
        var request = new ImportRequest
        {
            Format = default, Actor = actor, Source = values.Text("source"), DryRun = values.Boolean("dryRun") ?? false,
            Delimiter = Delimiter(query, ref values), Lenient = values.Boolean("lenient") ?? false,
            Match = Match(ref values), Mapping = values.Text("mapping"),
        };
        return (new(request, FileEncoding.Of(values.Text("charset"), ref values)), values.Problem);
    }

    private static ImportMatch Match(ref QueryValues values)
    {
        switch (values.Text("match"))
        {
            case null or "email": return ImportMatch.Email;
            case "phone": return ImportMatch.Phone;
            case "external_id": return ImportMatch.ExternalId;
            default:
                values.Refuse("match", "must be email, phone or external_id");
                return ImportMatch.Email;
        }
    }

    private static char? Delimiter(IQueryCollection query, ref QueryValues values)
    {
        if (query["delimiter"] is not [{ Length: > 0 } text, ..]) return null;
        switch (text)
        {
            case "," or "comma": return ',';
            case ";" or "semicolon": return ';';
            case "\t" or "tab": return '\t';
            default:
                values.Refuse("delimiter", "must be a comma, a semicolon or a tab");
                return null;
        }
    }

    public static long NewId() => Math.Max(1, BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(8)) & long.MaxValue);

    /// <summary>What the query asks for.</summary>
    private sealed record Options(ImportRequest Request, Encoding Encoding);
}
