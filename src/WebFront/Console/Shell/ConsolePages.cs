using Contacts.WebFront.Pages;
using Contacts.WebFront.Pipeline;
using Contacts.WebFront.Pipeline.Clients;
using Contacts.WebFront.Pipeline.Replies;
using Microsoft.AspNetCore.Antiforgery;
using Orleans;

namespace Contacts.WebFront.Console.Shell;

/// <summary>Sends what handlers of the console answer; failures become pages.</summary>
internal sealed class ConsolePages(PageRenderer renderer, IGrainFactory grains, IAntiforgery antiforgery, TrustedProxies proxies)
    : IErrorPages
{
    public Task SendAsync(ConsoleCall call, ConsoleAnswer answer)
    {
        if (answer.Location is { } location)
        {
            PageRenderer.Redirect(call.Http, location, PagePolicy.Console);
            return Task.CompletedTask;
        }
        return renderer.SendAsync(call.Http, answer.Page ?? PageOf(call, answer.Failure!), PagePolicy.Console);
    }

    public bool AreFor(PathString path) => path.StartsWithSegments("/console");

    /// <summary>For requests that no handler has answered: nobody knows who makes them.</summary>
    public Task SendAsync(HttpContext http, Failure failure) =>
        SendAsync(new ConsoleCall(http, null, null, grains, antiforgery, proxies), failure);

    private static Rendering PageOf(ConsoleCall call, Failure failure) => new(failure.Status, typeof(FailurePage), new()
    {
        [nameof(FailurePage.Call)] = call, [nameof(FailurePage.Status)] = failure.Status, [nameof(FailurePage.Code)] = failure.Code,
    });
}
