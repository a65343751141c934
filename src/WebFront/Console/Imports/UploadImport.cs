using System.Buffers.Binary;
using System.Security.Cryptography;
using Contacts.Core.Imports;
using Contacts.WebFront.Admin.Imports;
using Contacts.WebFront.Console.Shell;
using Contacts.WebFront.Pipeline.Replies;
using Microsoft.AspNetCore.Http.Features;

namespace Contacts.WebFront.Console.Imports;

/// <summary>Takes a file as the page's script sends it, and leads to the page of its import.</summary>
internal static class UploadImport
{
    public static async Task<ConsoleAnswer> HandleAsync(ConsoleCall call)
    {
        var http = call.Http;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } server) server.MaxRequestBodySize = null;
        if (ImportFile.CheckType(http.Request) is { } wrongType) return wrongType;
        var values = call.Query;
        var encoding = FileEncoding.Of(values.Text("charset"), ref values);
        var request = new ImportRequest
        {
            Format = default, Actor = call.Actor, Source = values.Text("source"), DryRun = values.Boolean("dryRun") ?? false,
            Lenient = values.Boolean("lenient") ?? false,
        };
        if (values.Problem is { } problem) return problem;
        var (file, failure) = await ImportFile.FindAsync(http.Request, call.Aborted);
        if (failure is not null) return failure;

        var id = Math.Max(1, BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(8)) & long.MaxValue);
        var grain = call.Import(id);
        var beginning = await grain.BeginAsync(request with { Format = file.Format }, CancellationToken.None);
        if (beginning.IsOverQuota) return Failure.ImportsWaiting;
        if (beginning.Problem is { } refused) return Failures.Of(refused, Dialect.Coded);
        await using var upload = new ImportUpload(grain, http.RequestServices.GetRequiredService<ImportLimit>().Bytes);
        if (await upload.ReadAsync(file.Stream, encoding, call.Aborted) is { } unread) return unread;
        if (await file.CheckRestAsync(call.Aborted) is { } rest) return rest;
        await grain.SubmitAsync(call.Trail, CancellationToken.None);
        upload.Submitted = true;
        return ConsoleAnswer.Redirect(call.PathOf($"imports/{ImportId.Text(id)}"));
    }
}
