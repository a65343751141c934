using System.Net.Http.Json;
using System.Runtime.Versioning;

namespace Contacts.Cluster.Tests;

[UnsupportedOSPlatform("windows")]
public sealed class PrivateFilesTests
{
    [Fact]
    public async Task Nobody_else_may_read_what_the_service_writes()
    {
        using var data = new DataFolder();
        var folder = Path.Combine(data.Path, "new");
        await using var silo = await SiloProcess.StartAsync($"Contacts:DataDirectory={folder}");
        using var answer = await silo.Http.PostAsJsonAsync(
            $"/api/v1/support/contact-form?apiKey={SiloProcess.SampleKey}", new { message = "hello", sendToEmail = "a@example.com" });
        answer.EnsureSuccessStatusCode();
        var mails = Path.Combine(folder, "mail");
        await Eventually.IsTrueAsync(() => Directory.Exists(mails) && Directory.GetFiles(mails, "*.eml").Length > 0);

        var folders = Directory.GetDirectories(folder, "*", SearchOption.AllDirectories).Append(folder).ToArray();
        var files = Directory.GetFiles(folder, "*", SearchOption.AllDirectories);
        Assert.Contains(files, file => file.EndsWith("contacts.db", StringComparison.Ordinal));
        Assert.All(folders, path => Assert.Equal((path, 0b111_000_000), (path, (int)File.GetUnixFileMode(path))));
        Assert.All(files, path => Assert.Equal((path, 0b110_000_000), (path, (int)File.GetUnixFileMode(path))));
    }
}
