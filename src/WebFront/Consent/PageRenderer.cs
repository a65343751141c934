using System.Text;
using Contacts.WebFront.Consent.Pages;
using Contacts.WebFront.Pipeline.Replies;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Contacts.WebFront.Consent;

/// <summary>A component with its parameters, and the status it is sent with.</summary>
internal sealed record Rendering(int Status, Type Component, Dictionary<string, object?> Parameters)
{
    /// <summary>Where a form of the page may lead in the end, beside the service itself: a redirect.</summary>
    public string? FormTarget { get; init; }

    public static Rendering Message(int status, PageTexts texts, PageMessage message, string organisation = "", string? email = null) =>
        new(status, typeof(MessagePage), new()
        {
            [nameof(MessagePage.Texts)] = texts, [nameof(MessagePage.Message)] = message,
            [nameof(MessagePage.Organisation)] = organisation, [nameof(MessagePage.Email)] = email,
        });
}

/// <summary>Renders components to HTML and sends them, with the headers of a page that nobody else may see, keep, frame or add to.</summary>
internal sealed class PageRenderer(IServiceProvider services, ILoggerFactory loggers)
{
    public async Task SendAsync(HttpContext http, Rendering rendering)
    {
        var html = Encoding.UTF8.GetBytes(await RenderAsync(rendering));
        var response = http.Response;
        response.StatusCode = rendering.Status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = html.Length;
        Protect(http, rendering.FormTarget);
        if (rendering.Status == StatusCodes.Status503ServiceUnavailable) response.Headers.RetryAfter = "2";
        await response.Body.WriteAsync(html);
    }

    /// <summary>Sends a failure to a program that wants no page.</summary>
    public static Task SendAsync(HttpContext http, Failure failure)
    {
        Protect(http, null);
        return Responses.FailureAsync(http, Dialect.Coded, failure);
    }

    public static void Redirect(HttpContext http, string target)
    {
        Protect(http, null);
        http.Response.StatusCode = StatusCodes.Status303SeeOther;
        http.Response.Headers.Location = target;
        http.Response.ContentLength = 0;
    }

    private async Task<string> RenderAsync(Rendering rendering)
    {
        await using var renderer = new HtmlRenderer(services, loggers);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            var root = await renderer.RenderComponentAsync(rendering.Component, ParameterView.FromDictionary(rendering.Parameters));
            return root.ToHtmlString();
        });
    }

    private static void Protect(HttpContext http, string? formTarget)
    {
        var headers = http.Response.Headers;
        headers.CacheControl = "no-store";
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["X-Robots-Tag"] = "noindex";
        headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; frame-ancestors 'none'; "
            + $"form-action 'self'{OriginOf(formTarget)}"; // Browsers apply it to redirects too.
        if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000"; // A proxy that ends TLS says it itself.
    }

    private static string OriginOf(string? url) => url is null ? "" : " " + new Uri(url).GetLeftPart(UriPartial.Authority);
}
