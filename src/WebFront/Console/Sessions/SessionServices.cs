using Contacts.Core.Users;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Contacts.WebFront.Console.Sessions;

/// <summary>Registers accounts, sessions, and what protects cookies and forms.</summary>
internal static class SessionServices
{
    /// <summary>Cookies and forms of one service are read by all its processes, wherever they run from.</summary>
    private const string ApplicationName = "contacts";

    private const int LeastPassword = 12;
    private static readonly TimeSpan _secondFactorLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan _passkeyLife = TimeSpan.FromMinutes(15);

    public static IServiceCollection AddSessions(this IServiceCollection services)
    {
        services.AddProtection();
        services.AddAuthentication().AddCookie(CookieNames.Session).AddCookie(CookieNames.SecondFactor)
            .AddCookie(CookieNames.Passkey);
        services.AddOptions<CookieAuthenticationOptions>(CookieNames.Session).Configure<IHostEnvironment>((options, environment) =>
        {
            options.Cookie = CookieNames.Build(CookieNames.Session, environment.IsDevelopment());
            (options.EventsType, options.ExpireTimeSpan, options.SlidingExpiration) = (typeof(SessionCache), SessionLife.Longest, false);
        });
        services.AddShortCookie(CookieNames.SecondFactor, _secondFactorLife);
        services.AddShortCookie(CookieNames.Passkey, _passkeyLife);
        services.AddSingleton<SessionCache>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<ISessions>(provider => provider.GetRequiredService<Sessions>());
        return services.AddAccounts();
    }

    private static void AddShortCookie(this IServiceCollection services, string name, TimeSpan life) =>
        services.AddOptions<CookieAuthenticationOptions>(name).Configure<IHostEnvironment>((options, environment) =>
        {
            options.Cookie = CookieNames.Build(name, environment.IsDevelopment());
            (options.ExpireTimeSpan, options.SlidingExpiration) = (life, false);
        });

    private static IServiceCollection AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<ConsoleUser>(options => options.Password = new()
        {
            RequiredLength = LeastPassword, RequiredUniqueChars = 4,
            RequireDigit = false, RequireLowercase = false, RequireUppercase = false, RequireNonAlphanumeric = false,
        }).AddTokenProvider<AuthenticatorTokenProvider<ConsoleUser>>(TokenOptions.DefaultAuthenticatorProvider);
        services.RemoveAll<IUserValidator<ConsoleUser>>(); // Addresses are checked where people are invited.
        services.AddScoped<IUserStore<ConsoleUser>, IdentityStore>();
        services.AddSingleton<PasswordDecoy>();
        services.AddSingleton<Lockouts>();
        services.AddScoped<Passwords>();
        services.Configure<IdentityPasskeyOptions>(options =>
            (options.UserVerificationRequirement, options.ResidentKeyRequirement) = ("required", "required"));
        services.AddScoped<IPasskeyHandler<ConsoleUser>, PasskeyHandler<ConsoleUser>>();
        services.AddScoped<Passkeys>();
        return services.AddScoped<SignIns>();
    }

    private static void AddProtection(this IServiceCollection services)
    {
        services.AddDataProtection().SetApplicationName(ApplicationName);
        services.AddSingleton<ProtectionKeys>();
        services.AddOptions<KeyManagementOptions>().Configure<ProtectionKeys>((options, keys) => options.XmlRepository = keys);
        // It would load the keys while the process starts; the first visit to the console is early enough.
        services.Remove(services.First(service => service.ImplementationType?.Name == "DataProtectionHostedService"));
        // It warns that keys are stored as they are: SECURITY.md says so.
        services.AddLogging(logs => logs.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error));
        services.AddAntiforgery(options => options.SuppressXFrameOptionsHeader = true);
        services.AddOptions<AntiforgeryOptions>().Configure<IHostEnvironment>(
            (options, environment) => options.Cookie = CookieNames.Build(CookieNames.Form, environment.IsDevelopment()));
    }
}
