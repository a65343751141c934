using Contacts.Core.Analytics;
using Contacts.WebFront.Console.Overview;

namespace Contacts.WebFront.Tests.Console;

[Collection(WithPeople.Name)]
public sealed class OverviewTests(PeopleService service)
{
    [Fact]
    public async Task The_overview_shows_sign_ups_by_source_as_text_and_as_bars()
    {
        var tenant = await service.NewTenantAsync();
        var person = await Visitor.NewAsync(service, tenant);
        foreach (var source in new[] { "<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>", "web" })
            (await tenant.PostAsync("/api/v1/newsletter/register-contact", new() { ["email"] = "a@example.com", ["source"] = source })).Is(200);

        var page = await person.GetAsync($"/console/o/{tenant.Slug}");

        Assert.Equal(200, page.Status);
        Assert.DoesNotContain("<img", page.Text, StringComparison.Ordinal);
        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;: 2", page.Text, StringComparison.Ordinal);
        Assert.Contains("<rect class=\"series0\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("web: 1", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_overview_of_an_organisation_without_any_says_so()
    {
        var tenant = await service.NewTenantAsync();
        var person = await Visitor.NewAsync(service, tenant);

        Assert.Contains("Nobody has signed up.", (await person.GetAsync($"/console/o/{tenant.Slug}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Small_sources_are_drawn_as_one_and_bars_fill_the_drawing()
    {
        var day = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);
        var chart = SignUpChart.Of(new()
        {
            Buckets =
            [
                .. from start in new[] { day, day.AddDays(1) }
                   from source in Enumerable.Range(1, 8)
                   select new SignUpBucket { Start = start, Key = $"s{source}", Counts = new() { Submitted = start == day ? source : 0 } },
            ],
        });

        Assert.Equal(["s8", "s7", "s6", "s5", "s4", null], chart.Series.Select(series => series.Source));
        Assert.Equal((6, 36, 36, 0), (chart.Series[5].Sum, chart.Highest, chart.SumOf(0), chart.SumOf(1)));
        Assert.Equal(SignUpChart.Height, chart.Parts().Sum(part => part.Height), precision: 6);
        Assert.All(chart.Parts(), part => Assert.InRange(part.X + part.Width, 0, SignUpChart.Width / 2.0));
    }
}
