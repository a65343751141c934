using Contacts.WebFront.Cluster;
using Contacts.WebFront.Hosting;
using Orleans.Dashboard;

namespace Contacts.Silo;

/// <summary>Orleans' dashboard at /dashboard, where <c>Contacts:Dashboard</c> is true: on loopback only, behind a ROOT key.</summary>
internal static class Dashboard
{
    private const string Setting = "Contacts:Dashboard";
    private const string Path = "/dashboard";

    public static bool Read(IConfiguration configuration) => configuration[Setting] switch
    {
        null or "" => false,
        var value => bool.TryParse(value, out var isWanted) ? isWanted : throw new SettingException(Setting, value, "true or false"),
    };

    // Its stream of the log would show the keys of grains, which may be addresses.
    public static void AddLocalDashboard(this ISiloBuilder silo) => silo.AddDashboard(options => options.HideTrace = true);

    public static void MapLocalDashboard(this WebApplication app)
    {
        app.RequireRootKey(Path);
        app.MapOrleansDashboard(Path).ExcludeFromDescription();
    }
}
