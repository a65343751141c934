using System.Net;

namespace Contacts.Cluster.Tests;

public sealed class StartAndStopTests
{
    [Theory]
    [InlineData("https://127.0.0.1:0", "certificate")]
    [InlineData("http://203.0.113.9:8080", "Cannot assign")] // an address for documentation, of no machine
    public async Task An_address_that_cannot_be_served_stops_the_start_and_is_named(string address, string why)
    {
        using var data = new DataFolder();
        var (exitCode, output) = await SiloProcess.RunToEndAsync(data.Setting, $"urls={address}");
        Assert.Equal(1, exitCode);
        Assert.Contains($"Setting urls is '{address}'", output, StringComparison.Ordinal);
        Assert.Contains(why, output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_start_prints_address_data_a_curl_and_a_link_to_the_console_and_nothing_else_while_all_is_well()
    {
        using var data = new DataFolder();
        await using var silo = await SiloProcess.StartAsync(data.Setting);
        using (var response = await silo.Http.RegisterAsync("quiet@example.com", "group"))
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(0, await silo.TerminateAsync());
        Assert.Contains($"curl -X POST \"http://127.0.0.1:{silo.Port}/api/v1/newsletter/register-contact?apiKey=", silo.Output,
            StringComparison.Ordinal);
        Assert.Contains(Path.Combine(data.Path, "contacts.db"), silo.Output, StringComparison.Ordinal);
        Assert.Contains($"Console: http://127.0.0.1:{silo.Port}/console/sign-in/", silo.Output, StringComparison.Ordinal);
        Assert.Equal(5, silo.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length);
    }

    [Fact]
    public async Task No_files_are_watched()
    {
        using var data = new DataFolder();
        await using var silo = await SiloProcess.StartAsync(data.Setting);
        var handles = new DirectoryInfo($"/proc/{silo.Id}/fd").GetFileSystemInfos().Select(handle => handle.LinkTarget ?? "").ToList();
        Assert.Contains(handles, handle => handle.EndsWith("contacts.db", StringComparison.Ordinal));
        Assert.DoesNotContain(handles, handle => handle.Contains("inotify", StringComparison.Ordinal));
    }

    [Fact]
    public async Task SIGTERM_answers_what_is_in_flight_and_exits_with_0()
    {
        using var data = new DataFolder();
        await using var silo = await SiloProcess.StartAsync(data.Setting);
        var load = Load.Start(silo.Http, "stop", enough: 200);
        await load.UnderWay;
        Assert.Equal(0, await silo.TerminateAsync());
        var acknowledged = await load.StopAsync();

        await using var restarted = await SiloProcess.StartAsync(data.Setting);
        var stored = (await restarted.Http.SearchAsync("stop")).Select(contact => contact.Email!).ToHashSet();
        Assert.Empty(acknowledged.Except(stored));
    }

    [Fact]
    public async Task SIGTERM_while_the_start_waits_for_the_store_exits_with_0()
    {
        string[] away = ["ConnectionStrings:Contacts=Host=127.0.0.1;Port=1;Username=nobody;Database=nothing"];
        await using var silo = await SiloProcess.BeginAsync(s => s.Output.Contains("waiting for it", StringComparison.Ordinal), away);
        await EndsOrderlyAsync(silo);
    }

    [Fact]
    public async Task SIGTERM_while_the_store_is_being_made_exits_with_0()
    {
        using var data = new DataFolder();
        await using var silo = await SiloProcess.BeginAsync(_ => File.Exists(Path.Combine(data.Path, "contacts.db")), [data.Setting]);
        await EndsOrderlyAsync(silo);
    }

    private static async Task EndsOrderlyAsync(SiloProcess silo)
    {
        Assert.Equal(0, await silo.TerminateAsync());
        Assert.DoesNotContain("Exception", silo.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", silo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_process_on_the_same_file_is_refused_with_one_line()
    {
        using var data = new DataFolder();
        await using var silo = await SiloProcess.StartAsync(data.Setting);
        var (exitCode, output) = await SiloProcess.RunToEndAsync(data.Setting);
        Assert.NotEqual(0, exitCode);
        Assert.Single(output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        using var response = await silo.Http.RegisterAsync("still@example.com");
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
