using Contacts.Core.Users;
using Contacts.WebFront.Pages;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Console.Shell;

/// <summary>Maps routes of the console for one audience, each behind the guard.</summary>
internal sealed class ConsoleGroup(IEndpointRouteBuilder routes, ConsoleGuard guard, ConsoleRoute route)
{
    /// <summary>The same addresses for members with a higher role.</summary>
    public ConsoleGroup For(Role minimum) => new(routes, guard, route with { Minimum = minimum });

    public ConsoleGroup Page(string path, Func<ConsoleCall, Task<ConsoleAnswer>> show) =>
        Map(path, PageServices.Reads, guard.Show(route, show));

    /// <summary>Takes a form, does what it says, and answers with a redirect, or with the page again and what is wrong.</summary>
    public ConsoleGroup Form(string path, Func<ConsoleCall, IFormCollection, Task<ConsoleAnswer>> act) =>
        Map(path, [HttpMethods.Post], guard.Take(route, act));

    public ConsoleGroup Upload(string path, Func<ConsoleCall, Task<ConsoleAnswer>> act) =>
        Map(path, [HttpMethods.Post], guard.Upload(route, act));

    public ConsoleGroup Stream(string path, Func<ConsoleCall, Task<Failure?>> write) =>
        Map(path, PageServices.Reads, guard.Stream(route, write));

    private ConsoleGroup Map(string path, string[] methods, RequestDelegate handler)
    {
        routes.MapMethods(path, methods, handler).WithMetadata(route).ExcludeFromDescription();
        return this;
    }
}
