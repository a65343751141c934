using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Contacts.Browser.Tests;

/// <summary>
/// Looks at a page as it stands: what axe finds, what is cut off, and what the browser complains of or fetches elsewhere.
/// </summary>
internal sealed class PageCheck
{
    /// <summary>What passes is not told in full: that takes most of the time.</summary>
    private static readonly AxeRunOptions _options = new() { ResultTypes = new HashSet<ResultType> { ResultType.Violations } };

    private readonly IPage _page;
    private readonly List<string> _foreign = [];
    private readonly List<string> _complaints = [];

    public PageCheck(IPage page, Uri home)
    {
        _page = page;
        page.Request += (_, request) => _foreign.AddRange(new[] { request.Url }.Where(url => IsForeign(url, home)));
        page.Console += (_, message) => _complaints.AddRange(new[] { message.Text }.Where(text => text.Contains("Content Security Policy")));
    }

    /// <summary>Of the page that is open; <paramref name="name"/> names it in problems, and its picture.</summary>
    public async Task<IEnumerable<string>> ProblemsAsync(string name)
    {
        await _page.SaveAsync(name, fullPage: true);
        var violations = (await _page.RunAxe(_options)).Violations;
        var isCutOff = await _page.EvaluateAsync<bool>("document.documentElement.scrollWidth > window.innerWidth");
        return
        [
            .. violations.SelectMany(violation => violation.Nodes.Select(node => $"{name}: {violation.Id} ({violation.Help}) {node.Html}")),
            .. isCutOff ? [$"{name} is cut off"] : Array.Empty<string>(), .. _foreign, .. _complaints,
        ];
    }

    private static bool IsForeign(string url, Uri home) => !url.StartsWith("data:", StringComparison.Ordinal) && !home.IsBaseOf(new Uri(url));
}
