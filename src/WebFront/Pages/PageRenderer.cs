using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Contacts.WebFront.Pages;

/// <summary>Renders components to HTML and sends them under a policy.</summary>
internal sealed class PageRenderer(IServiceProvider services, ILoggerFactory loggers)
{
    public async Task SendAsync(HttpContext http, Rendering rendering, PagePolicy policy)
    {
        var html = Encoding.UTF8.GetBytes(await RenderAsync(rendering));
        var response = http.Response;
        response.StatusCode = rendering.Status;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength = html.Length;
        policy.Protect(http, rendering.FormTarget);
        if (rendering.Status == StatusCodes.Status503ServiceUnavailable) response.Headers.RetryAfter = "2";
        await response.Body.WriteAsync(html);
    }

    public static void Redirect(HttpContext http, string target, PagePolicy policy)
    {
        policy.Protect(http);
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
}
