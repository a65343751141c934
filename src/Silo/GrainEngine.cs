#if ORLEANS
using Contacts.Silo.Cluster;
#else
using Contacts.Grains.Contacts;
using Orleans.Hosting;
#endif
using Contacts.Silo.Settings;

namespace Contacts.Silo;

/// <summary>The engine that runs the grains: chosen at build time.</summary>
internal static class GrainEngine
{
    public static void AddGrainEngine(this WebApplicationBuilder builder, SiloSettings settings)
    {
#if ORLEANS
        builder.AddClusterSilo(settings);
#else
        builder.UseLocalSilo(options =>
        {
            options.AddGrainsOf<EmailGrain>();
            options.ResponseTimeout = TimeSpan.FromSeconds(25); // A request ends within 30, the search for expired calls included.
            options.CollectionAge = settings.CollectionAge;
            options.DeactivationTimeout = TimeSpan.FromSeconds(1); // Grains have nothing to do at their end; a stop must not wait for them.
        });
#endif
    }
}
