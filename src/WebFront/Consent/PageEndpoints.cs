using Contacts.Core.Consent;
using Contacts.Grains.Abstractions.Consent;
using Contacts.WebFront.Consent.Pages;
using Contacts.WebFront.Pages;
using Contacts.WebFront.Pipeline;
using Contacts.WebFront.Pipeline.Clients;
using Contacts.WebFront.Pipeline.Replies;
using Contacts.WebFront.Pipeline.Shedding;
using Orleans;

namespace Contacts.WebFront.Consent;

/// <summary>The pages that people reach by links: no key, no cookie. Only a POST changes something.</summary>
internal static class PageEndpoints
{

    public static void MapConsentPages(this IEndpointRouteBuilder routes)
    {
        Map(routes, "/c/{token}", LinkPurpose.Confirm, ConfirmPages.Show, ConfirmPages.ActAsync);
        Map(routes, "/u/{token}", LinkPurpose.Unsubscribe, UnsubscribePages.Show, UnsubscribePages.ActAsync);
        Map(routes, "/p/{token}", LinkPurpose.Preferences, PreferencePages.Show, PreferencePages.ActAsync);
    }

    private static void Map(
        IEndpointRouteBuilder routes, string path, LinkPurpose purpose, Func<ConsentPage, PageTexts, Rendering> show,
        Func<PageCall, IFormCollection, Task<PageAnswer>> act)
    {
        var guard = ActivatorUtilities.CreateInstance<PageGuard>(routes.ServiceProvider, purpose);
        routes.MapMethods(path, PageServices.Reads, http => guard.RunAsync(http, async call =>
        {
            var page = await call.Grain.ShowAsync(call.Token, call.Aborted);
            return new(page, texts => show(page, texts));
        })).ExcludeFromDescription();
        routes.MapPost(path, http => guard.RunAsync(http, async call =>
        {
            var form = await PageForm.ReadAsync(http);
            return form.Fields is { } fields ? await act(call, fields) : PageAnswer.Refused(form.Failure!);
        })).ExcludeFromDescription();
        routes.MapMethods(path, [HttpMethods.Options], AnswerOptions).ExcludeFromDescription();
    }

    private static Task AnswerOptions(HttpContext http)
    {
        http.Response.Headers.Allow = "GET, HEAD, OPTIONS, POST";
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }
}

/// <summary>What comes of a request: what the grain said of the link, and what people see of that, or where they are sent.</summary>
internal sealed record PageAnswer(ConsentPage? Page, Func<PageTexts, Rendering> Render)
{
    /// <summary>Where the organisation leads people in place of the page.</summary>
    public string? Redirect { get; init; }

    public static PageAnswer Refused(Failure failure) => new(null, texts => MessageRendering.Of(failure.Status, texts, failure.Status switch
    {
        StatusCodes.Status413PayloadTooLarge => texts.TooLarge,
        StatusCodes.Status415UnsupportedMediaType => texts.NoForm,
        StatusCodes.Status404NotFound => texts.Unknown,
        StatusCodes.Status503ServiceUnavailable => texts.Unavailable,
        _ => texts.BadForm,
    }));
}

/// <summary>What all pages have in common: a link of the right purpose, room for the request, the language, and errors as pages.</summary>
internal sealed class PageGuard(
    LinkPurpose purpose, IGrainFactory grains, PageRenderer renderer, ConcurrencyLimit room, TrustedProxies proxies)
{
    public async Task RunAsync(HttpContext http, Func<PageCall, Task<PageAnswer>> run)
    {
        var answer = await AnswerAsync(http, run);
        if (answer.Page is { Outcome: ConsentOutcome.Unknown } || (answer.Page is { } page && page.Purpose != purpose))
            answer = PageAnswer.Refused(Failure.LinkUnknown);
        var rendering = answer.Render(PageTexts.Of(http.Request, answer.Page?.Language ?? ""));
        if (answer.Redirect is { } target) PageRenderer.Redirect(http, target, PagePolicy.Links);
        else if (FailureOf(rendering.Status) is { } failure && IsProgram(http.Request)) await RefuseAsync(http, failure);
        else await renderer.SendAsync(http, rendering, PagePolicy.Links);
    }

    private async Task<PageAnswer> AnswerAsync(HttpContext http, Func<PageCall, Task<PageAnswer>> run)
    {
        if (PageCall.OfOrNull(http, purpose, grains, proxies) is not { } call) return PageAnswer.Refused(Failure.LinkUnknown);
        try
        {
            return await room.RunAsync(() => run(call), PageAnswer.Refused(Failure.Unavailable));
        }
        catch (Exception exception) when (
            !http.RequestAborted.IsCancellationRequested && ErrorBoundary.Classify(exception) == Failure.Unavailable)
        {
            return PageAnswer.Refused(Failure.Unavailable);
        }
    }

    private static Task RefuseAsync(HttpContext http, Failure failure)
    {
        PagePolicy.Links.Protect(http);
        return Responses.FailureAsync(http, Dialect.Coded, failure);
    }

    private static Failure? FailureOf(int status) => status switch
    {
        StatusCodes.Status404NotFound => Failure.LinkUnknown,
        StatusCodes.Status410Gone => Failure.LinkExpired,
        _ => null,
    };

    /// <summary>Whether the caller names JSON and no page among what it takes.</summary>
    private static bool IsProgram(HttpRequest request)
    {
        var accepted = request.Headers.Accept.ToString();
        return accepted.Contains("application/json", StringComparison.OrdinalIgnoreCase)
            && !accepted.Contains("text/html", StringComparison.OrdinalIgnoreCase);
    }
}
