namespace Contacts.WebFront.OpenApi;
internal static class ApiDescription
{
    public static void AddApiDescription(this IServiceCollection services) { }
    public static void MapApiDescription(this WebApplication app) { }
}
