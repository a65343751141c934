using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.FileProviders;

namespace Contacts.Silo.Settings;

/// <summary>The appsettings.json beside the program, whatever folder it is started from; any other source overrides it.</summary>
internal static class BundledSettings
{
    public static IConfigurationSource Source() => new JsonConfigurationSource
    {
        FileProvider = new PhysicalFileProvider(AppContext.BaseDirectory), Path = "appsettings.json", Optional = false,
        ReloadOnChange = false,
    };
}
