using System.Collections.Immutable;
using Contacts.Core.Imports;
using Contacts.Grains.Abstractions;
using Contacts.Grains.Abstractions.Imports;
using Contacts.Grains.Imports;
using Contacts.Grains.Tests.Concurrency;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Contacts.Grains.Tests.Imports;

/// <summary>Imports through the grains of a service whose jobs a test runs by hand.</summary>
internal static class Importing
{
    /// <summary>Takes the background service away, so that a test says when a job runs.</summary>
    public static void ByHand(IServiceCollection services, Action<ImportOptions>? configure = null, TimeProvider? time = null)
    {
        services.Remove(services.Single(service =>
            service.ServiceType == typeof(IHostedService) && service.ImplementationType == typeof(ImportService)));
        services.AddSingleton<ImportService>();
        var options = new ImportOptions();
        configure?.Invoke(options);
        services.AddSingleton(options);
        if (time is not null) services.AddSingleton(time);
    }

    /// <summary>Uploads a file in pieces; the grain of the job.</summary>
    public static async Task<IImportGrain> UploadAsync(
        this ContactService service, int organisation, byte[] file, ImportRequest? request = null, int pieceSize = 10_000)
    {
        var grain = service.Grains.GetGrain<IImportGrain>(GrainKeys.Import(organisation, Random.Shared.NextInt64(1, long.MaxValue)));
        Assert.Equal(default, await grain.BeginAsync(request ?? new() { Format = ImportFormat.Csv, Actor = "test" }, CancellationToken.None));
        for (var position = 0; position < file.Length; position += pieceSize)
        {
            ImmutableArray<byte> piece = [.. file.AsSpan(position, Math.Min(pieceSize, file.Length - position))];
            await grain.AppendAsync(position, piece, CancellationToken.None);
        }
        await grain.SubmitAsync(null, CancellationToken.None);
        return grain;
    }

    public static Task<bool> RunOneAsync(this ContactService service) => service.Get<ImportService>().RunOneAsync(CancellationToken.None);

    /// <summary>Imports a file and gives the report of the end.</summary>
    public static async Task<ImportReport> ImportAsync(
        this ContactService service, int organisation, string file, ImportRequest? request = null, int pieceSize = 10_000)
    {
        var grain = await service.UploadAsync(organisation, Files.Bytes(file), request, pieceSize);
        while (await service.RunOneAsync())
        {
        }
        return (await grain.GetAsync(CancellationToken.None))!;
    }
}
