namespace Contacts.WebFront.Pages;

/// <summary>What pages of all kinds need.</summary>
internal static class PageServices
{
    public static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    public static IServiceCollection AddPages(this IServiceCollection services) => services.AddSingleton<PageRenderer>();

    public static void MapAssets(this IEndpointRouteBuilder routes) =>
        routes.MapMethods(Asset.Route, Reads, Asset.SendAsync).ExcludeFromDescription();
}
