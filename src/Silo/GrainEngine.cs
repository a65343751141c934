using Contacts.Grains.Contacts;
using Orleans.Hosting;

namespace Contacts.Silo;

/// <summary>The engine that runs the grains: chosen at build time.</summary>
internal static class GrainEngine
{
    public static void AddGrainEngine(this WebApplicationBuilder builder)
    {
#if ORLEANS
        builder.UseOrleans(silo => silo.UseLocalhostClustering());
#else
        builder.UseLocalSilo(options =>
        {
            options.AddGrainsOf<EmailGrain>();
            options.DeactivationTimeout = TimeSpan.FromSeconds(1); // Grains have nothing to do at their end; a stop must not wait for them.
        });
#endif
    }
}
