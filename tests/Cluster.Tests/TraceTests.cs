using System.Net;
using System.Net.Http.Json;
using Contacts.Testing.Otlp;
using Contacts.Testing.Postgres;

namespace Contacts.Cluster.Tests;

/// <summary>What a collector gets to see of a request to a real process.</summary>
public sealed class TraceTests
{
    private const string SignUp = "POST /api/v1/newsletter/register-contact";
    private const string Form = "POST /api/v1/support/contact-form";
    private const int Server = 2;

    [PostgresFact]
    public async Task A_sign_up_is_one_trace_from_the_request_over_grains_and_batch_to_the_statement_on_PostgreSQL()
    {
        var traces = await TracedAsync(await NewDatabaseAsync(), http => http.RegisterAsync("traced@example.com", "group"));

        Assert.Equal(Server, Assert.Single(traces.Named(SignUp)).Kind);
        var batch = Assert.Single(traces.Named("write contacts"));
        Assert.Equal([SignUp, "IEmailGrain/WriteAsync", "write contacts"], traces.Path(batch));
        Assert.Contains(traces.Below(batch), span => span.Source == "Npgsql");
    }

    [Fact]
    public async Task A_sign_up_is_one_trace_from_the_request_over_grains_to_the_batch_on_SQLite()
    {
        using var data = new DataFolder();
        var traces = await TracedAsync(data.Setting, http => http.RegisterAsync("traced@example.com", "group"));

        var batch = Assert.Single(traces.Named("write contacts"));
        Assert.Equal([SignUp, "IEmailGrain/WriteAsync", "write contacts"], traces.Path(batch));
    }

    [PostgresFact]
    public async Task A_form_is_one_trace_down_to_the_statements_of_its_ticket_and_its_contact()
    {
        var traces = await TracedAsync(await NewDatabaseAsync(), http => http.SubmitAsync("Hello", "traced@example.com"));

        var (tickets, contacts) = (Assert.Single(traces.Named("write tickets")), Assert.Single(traces.Named("write contacts")));
        Assert.Equal([Form, "ITicketDeskGrain/SubmitAsync", "write tickets"], traces.Path(tickets));
        Assert.Equal([Form, "ITicketDeskGrain/SubmitAsync", "IEmailGrain/WriteAsync", "write contacts"], traces.Path(contacts));
        Assert.All([tickets, contacts], batch => Assert.Contains(traces.Below(batch), span => span.Source == "Npgsql"));
    }

    [PostgresFact]
    public async Task A_mail_belongs_to_the_trace_of_its_form_on_PostgreSQL() => await SendMailAsync(await NewDatabaseAsync());

    [Fact]
    public async Task A_mail_belongs_to_the_trace_of_its_form_on_SQLite() => await SendMailAsync();

    [PostgresFact]
    public async Task Every_one_of_many_sign_ups_at_once_leads_to_the_batch_that_wrote_it()
    {
        const int Calls = 200;
        var traces = await TracedAsync(
            await NewDatabaseAsync(),
                [.. Enumerable.Range(0, Calls)
                    .Select(i => (Func<HttpClient, Task<HttpResponseMessage>>)(http =>
                        http.RegisterAsync($"traced.{i % 40}@example.com")))]);

        var requests = traces.Named(SignUp);
        Assert.Equal(Calls, requests.Count);
        Assert.InRange(traces.Named("write contacts").Count, 1, Calls - 1); // Some shared a batch, others a row.
        Assert.All(requests, request => Assert.True(traces.Lead(request.Trace, "write contacts")));
    }

    private static async Task SendMailAsync(params string[] settings)
    {
        using var data = new DataFolder();
        await using var collector = await Collector.StartAsync();
        await using var silo =
            await SiloProcess.StartAsync([data.Setting, "OTEL_BSP_SCHEDULE_DELAY=100", .. settings, .. collector.Settings]);
        using var response = await silo.Http.PostAsJsonAsync(
            $"/api/v1/support/contact-form?apiKey={SiloProcess.SampleKey}", new { message = "Hello", sendToEmail = "a@example.com" });
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        await collector.UntilAsync(all =>
            new Traces(all.Spans) is var traces && traces.Named("send mail").Count * traces.Named(Form).Count > 0, limit.Token);

        var spans = new Traces(collector.Spans);
        var mail = Assert.Single(spans.Named("send mail"));
        Assert.Equal([Form, "ITicketDeskGrain/SubmitAsync", "send mail"], spans.Path(mail));
        Assert.Equal(("1", "sent"), (mail.Tags["contacts.mail.attempt"], mail.Tags["contacts.mail.outcome"]));
    }

    /// <summary>The spans of a process that took these calls at once and was then stopped.</summary>
    private static async Task<Traces> TracedAsync(string store, params Func<HttpClient, Task<HttpResponseMessage>>[] calls)
    {
        await using var collector = await Collector.StartAsync();
        await using var silo = await SiloProcess.StartAsync([store, .. collector.Settings]);
        foreach (var response in await Task.WhenAll(calls.Select(call => call(silo.Http))))
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            response.Dispose();
        }
        Assert.Equal(0, await silo.TerminateAsync());
        return new(collector.Spans);
    }

    private static async Task<string> NewDatabaseAsync() =>
        $"ConnectionStrings:Contacts={await (await PostgresServer.SharedAsync()).CreateEmptyDatabaseAsync()}";
}
