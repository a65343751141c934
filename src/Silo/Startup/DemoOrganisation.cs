using Contacts.Core.Groups;
using Contacts.Core.Keys;
using Contacts.Core.Organisations;
using Contacts.Core.Settings;
using Contacts.Core.Text;
using Contacts.Grains.Organisations;

namespace Contacts.Silo.Startup;

/// <summary>
/// The organisation that the documentation's examples work against. Only in Development; outside it fronts refuse its key and
/// those made with it, even where a database still has them.
/// </summary>
internal sealed class DemoOrganisation(IOrganisationStore organisations, IGroupStore groups, IApiKeyStore keys, TimeProvider time)
{
    public const string Slug = "demo";

    private static readonly string[] _groups = ["Customers", "Partners", "VIP Customers"];

    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (await organisations.CreateAsync(Slug, "Demo", now, cancellationToken) is { } created)
            await AllowSupportMailAsync(created, cancellationToken);
        var demo = await organisations.FindAsync(Slug, cancellationToken)
            ?? throw new InvalidOperationException("The demo organisation was created and is not there.");
        foreach (var name in _groups) // One by one: they get the ids 1, 2 and 3.
            await groups.EnsureAsync(demo.Id, [new(name, GroupTag.Key(name))], now, cancellationToken);
        var key = new ApiKey
        {
            Id = 0, OrganisationId = demo.Id, Kind = ApiKeyKind.Prod, Scopes = ApiKeyScopes.All, Description = "documented sample key",
            CreatedAt = now, IsDevelopment = true,
        };
        await keys.AddAsync(key, KeyHash.Of(ApiKeyText.Sample), cancellationToken);
    }

    private async Task AllowSupportMailAsync(Organisation demo, CancellationToken cancellationToken)
    {
        var settings = new OrganisationSettings { Support = new() { AllowedRecipients = ["jan@barasek.com", "@example.com"] } };
        var stored = await organisations.FindAsync(demo.Id, cancellationToken);
        await organisations.SaveAsync(demo.Id, demo.Name, SettingsDocument.Write(settings), stored!.Version, cancellationToken);
    }
}
