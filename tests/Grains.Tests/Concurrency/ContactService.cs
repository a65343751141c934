using System.Collections.Immutable;
using Contacts.Core;
using Contacts.Core.Audit;
using Contacts.Core.Contacts;
using Contacts.Core.Keys;
using Contacts.Core.Organisations;
using Contacts.Core.Settings;
using Contacts.Grains.Abstractions;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.Grains.ApiKeys;
using Contacts.Grains.Contacts;
using Contacts.Grains.Organisations;
using Contacts.Storage;
using Contacts.Storage.Postgres;
using Contacts.Storage.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Contacts.Grains.Tests.Concurrency;

/// <summary>The grains in a silo of their own over a real store, as one process of the service has them; without HTTP.</summary>
public sealed class ContactService : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly string? _folder;
    private readonly ReservedPort _port;
    private static int _organisations;

    private ContactService(IHost host, string? folder, ReservedPort port) => (_host, _folder, _port) = (host, folder, port);

    public IGrainFactory Grains => Get<IGrainFactory>();

    public IContactStore Contacts => Get<IContactStore>();

    private const string RootKey = "ROOTabcdefghijklmnopqrstuvwx0123";

    /// <summary>The hash of a key that may do everything, as commands of administrators carry it.</summary>
    public static readonly Authority Authority = Authority.OfKey(KeyHash.Of(RootKey).ToString());

    public T Get<T>() where T : notnull => _host.Services.GetRequiredService<T>();

    public static Task<ContactService> OnSqliteAsync(Action<IServiceCollection>? configure = null)
    {
        var folder = Directory.CreateTempSubdirectory("contacts-grains-").FullName;
        return StartAsync(services => services.AddSqliteStorage(Path.Combine(folder, "contacts.db")), folder, configure);
    }

    public static Task<ContactService> OnPostgresAsync(string connectionString, Action<IServiceCollection>? configure = null) =>
        StartAsync(services => services.AddPostgresStorage(connectionString), null, configure);

    public async Task<int> NewOrganisationAsync()
    {
        var slug = $"o{Interlocked.Increment(ref _organisations)}-{Guid.NewGuid():N}";
        return (await Get<IOrganisationStore>().CreateAsync(slug, "O", DateTimeOffset.UnixEpoch, CancellationToken.None))!.Id;
    }

    public Task<ContactResult> RegisterAsync(int organisation, string email, string group, string? firstName = null) =>
        RegisterAsync(organisation, new() { Email = email, GroupNames = [group], FirstName = firstName, Actor = "test" });

    public async Task<ContactResult> RegisterAsync(int organisation, ContactRequest request) =>
        await WriteAsync(organisation, request.CheckSignUp(await IdentityAsync(organisation)));

    public async Task<ContactResult> CreateAsync(int organisation, string email, string group) =>
        await WriteAsync(organisation, new ContactRequest
        {
            Email = email, GroupNames = [group], Actor = "test",
        }.CheckNew(await IdentityAsync(organisation)));

    public IContactGrain Contact(int organisation, long id) => Grains.GetGrain<IContactGrain>(GrainKeys.Contact(organisation, id));

    /// <summary>All live contacts with their memberships.</summary>
    public async Task<ImmutableArray<Contact>> LiveAsync(int organisation) =>
        (await Contacts.ListAsync(organisation, new() { PageSize = 100 }, CancellationToken.None)).Items;

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable host) await host.DisposeAsync();
        _port.Dispose();
        if (_folder is not null) Directory.Delete(_folder, recursive: true);
    }

    /// <summary>As a front does it.</summary>
    private async Task<ContactResult> WriteAsync(int organisation, (CheckedContact? Contact, FieldProblem? Problem) request) =>
        request.Contact is { } contact
            ? await Grains.GetGrain<IEmailGrain>(GrainKeys.Email(organisation, contact.EmailKey!)).WriteAsync(contact)
            : ContactResult.Invalid(request.Problem!);

    private ValueTask<IdentitySettings> IdentityAsync(int organisation) =>
        Get<OrganisationCatalogue>().IdentityAsync(organisation, CancellationToken.None);

    private static async Task<ContactService> StartAsync(
        Action<IServiceCollection> addStorage, string? folder, Action<IServiceCollection>? configure)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddLogging();
        builder.Services.AddContactsGrains();
        builder.Services.AddSingleton(new ApiKeyOptions { RootKeyHash = KeyHash.Of(RootKey) });
        addStorage(builder.Services);
        configure?.Invoke(builder.Services);
        var port = new ReservedPort();
        AddSilo(builder, port);
        var host = builder.Build();
        await host.Services.GetRequiredService<IStoreMigrator>().MigrateAsync(CancellationToken.None);
        await host.StartAsync();
        return new(host, folder, port);
    }

    private static void AddSilo(HostApplicationBuilder builder, ReservedPort port)
    {
        builder.UseOrleans(silo => silo
            .UseLocalhostClustering(port.Number, gatewayPort: 0) // Several of these live side by side.
            .Configure<SiloMessagingOptions>(calls => calls.MaxForwardCount = 32));
    }
}
