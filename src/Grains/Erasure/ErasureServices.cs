using Microsoft.Extensions.DependencyInjection;

namespace Contacts.Grains.Erasure;

/// <summary>Registers what erases people. The folder of mail files comes from elsewhere.</summary>
public static class ErasureServices
{
    /// <summary><paramref name="dataDirectory"/>: where the log of erasures is.</summary>
    public static IServiceCollection AddErasure(this IServiceCollection services, string dataDirectory)
    {
        services.AddSingleton(new ErasureLog(dataDirectory));
        services.AddSingleton<ErasureLogging>();
        services.AddHostedService(provider => provider.GetRequiredService<ErasureLogging>());
        services.AddSingleton<MailForgetting>();
        services.AddHostedService(provider => provider.GetRequiredService<MailForgetting>());
        services.AddSingleton<PersonEraser>();
        return services;
    }
}
