using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Contacts.Cluster.Tests;

/// <summary>
/// Clients that sign up, merge, import, cancel and undo at random until told to stop, at whatever process runs. Each has addresses of its
/// own that it signs up one after the other, and that imports write too; merged are others.
/// </summary>
internal sealed class BulkLoad
{
    public const int Clients = 6;

    /// <summary>Addresses of people who have said "no" before, which imports say "yes" of.</summary>
    public const int Refused = 5;

    private const int OwnAddresses = 5;
    private const int Merged = 40;
    private const int MostFiles = 6; // And those that are asked for.

    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<BulkFile> _files = [];
    private readonly ConcurrentQueue<(string Email, string Name)> _signUps = [];
    private Task _clients = Task.CompletedTask;
    private volatile SiloProcess _silo;
    private int _begun;

    public BulkLoad(SiloProcess silo) => _silo = silo;

    /// <summary>Imports that were taken.</summary>
    public IReadOnlyCollection<BulkFile> Files => _files;

    /// <summary>Sign-ups that were acknowledged.</summary>
    public IReadOnlyCollection<(string Email, string Name)> SignUps => _signUps;

    public static string RefusedAddress(int number) => $"no{number}@example.com";

    public async Task PrepareAsync()
    {
        for (var i = 0; i < Merged; i++) Assert.Equal(HttpStatusCode.OK, await RegisterAsync($"m{i}@example.com", "First"));
        for (var i = 0; i < Refused; i++)
        {
            Assert.Equal(HttpStatusCode.OK, await RegisterAsync(RefusedAddress(i), "First"));
            Assert.Equal(
                HttpStatusCode.OK, (await PostAsync("/api/v1/newsletter/unsubscribe", new { email = RefusedAddress(i) })).Status);
        }
    }

    public void Start() => _clients = Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(() => RunAsync(client))));

    /// <summary>From now on the clients call this process.</summary>
    public void GoOnWith(SiloProcess silo) => _silo = silo;

    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _clients;
    }

    private async Task RunAsync(int client)
    {
        var random = new Random(client);
        for (var call = 0; !_stop.IsCancellationRequested; call++)
        {
            try
            {
                await StepAsync(client, call, random);
            }
            catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException)
            {
                await Task.Delay(_pause); // The process was killed; the next one is about to start.
            }
        }
    }

    private Task StepAsync(int client, int call, Random random) => random.Next(20) switch
    {
        < 14 => SignUpAsync(client, call, random),
        < 16 => MergeAsync(random),
        < 17 => _files.Count < MostFiles ? ImportAsync(random) : Task.CompletedTask,
        < 18 => OfSomeFileAsync(random, 0, CancelAsync),
        _ => OfSomeFileAsync(random, 1, UndoAsync),
    };

    private async Task SignUpAsync(int client, int call, Random random)
    {
        var (email, name) = ($"c{client}.{random.Next(OwnAddresses)}@example.com", $"S{client}.{call}");
        if (await RegisterAsync(email, name) == HttpStatusCode.OK) _signUps.Enqueue((email, name));
    }

    private async Task<HttpStatusCode> RegisterAsync(string email, string lastName) =>
        (await PostAsync("/api/v1/newsletter/register-contact", new { email, lastName })).Status;

    private async Task MergeAsync(Random random)
    {
        var (one, other) = (await IdAsync(random.Next(Merged)), await IdAsync(random.Next(Merged)));
        if (one is null || other is null || one == other) return;
        await PostAsync("/bff/contact/merge-customers", new { finalCustomerId = one, legacyCustomerId = other });
    }

    private async Task<string?> IdAsync(int number)
    {
        var (_, json) = await SendAsync(HttpMethod.Get, $"/bff/contact/list?filterFulltextQuery=m{number}@example.com");
        return (string?)json["items"]?.AsArray().FirstOrDefault(item => (string?)item!["email"] == $"m{number}@example.com")?["id"];
    }

    /// <summary>Uploads a file; null where it was not taken.</summary>
    public async Task<BulkFile?> ImportAsync(Random random)
    {
        var number = Interlocked.Increment(ref _begun);
        var rows = BulkFile.RowsOf(number, random, () => random.Next(4) switch
        {
            0 => $"m{random.Next(Merged)}@example.com",
            1 => RefusedAddress(random.Next(Refused)),
            _ => $"c{random.Next(Clients)}.{random.Next(OwnAddresses)}@example.com",
        });
        using var content = new StringContent(BulkFile.Text(rows), Encoding.UTF8, "text/csv");
        var (_, json) = await PostAsync("/bff/contact/import", content);
        if ((string?)json["jobId"] is not { } job) return null;
        var file = new BulkFile(job, number, rows);
        _files.Enqueue(file);
        return file;
    }

    public Task UndoAsync(BulkFile file) => PostAsync($"/bff/contact/import/{file.Job}/undo", new { reason = "the wrong file" });

    private Task CancelAsync(BulkFile file) => PostAsync($"/bff/contact/import/{file.Job}/cancel", new { });

    /// <summary>Of each three files one may be cancelled, and one undone.</summary>
    private Task OfSomeFileAsync(Random random, int rest, Func<BulkFile, Task> act)
    {
        BulkFile[] files = [.. _files.Where(file => file.Number % 3 == rest)];
        return files.Length == 0 ? Task.CompletedTask : act(files[random.Next(files.Length)]);
    }

    private Task<(HttpStatusCode Status, JsonNode Json)> PostAsync(string path, object body) => SendAsync(HttpMethod.Post, path, body);

    private async Task<(HttpStatusCode Status, JsonNode Json)> SendAsync(HttpMethod method, string path, object? body = null)
    {
        using var response = await _silo.Http.CallAsync(method, path, body);
        return (response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync())!);
    }
}

/// <summary>An import that was taken, and its rows.</summary>
internal sealed record BulkFile(string Job, int Number, string[] Rows)
{
    private const int Length = 2_000;

    /// <summary>The addresses of the file alone.</summary>
    public string Own => OwnOf(Number);

    /// <summary>
    /// Nine in ten rows have an address that no other file has; the others one of all, a number alone, or nothing that can be read.
    /// </summary>
    public static string[] RowsOf(int number, Random random, Func<string> shared) =>
    [
        .. Enumerable.Range(0, Length).Select(i => random.Next(30) switch
        {
            0 or 1 => $"{shared()},,J{number}.{i},yes",
            2 => $",+420777{random.Next(50):000000},J{number}.{i},",
            3 => $"nobody,,J{number}.{i},",
            _ => $"{OwnOf(number)}{i}@example.com,,J{number}.{i},yes",
        }),
    ];

    public static string Text(string[] rows) => "email,phone,lastName,emailSubscribed\n" + string.Join('\n', rows);

    /// <summary>How many of the first rows have an address of the file alone.</summary>
    public int OwnAmong(int rows) => Rows.Take(rows).Count(row => row.StartsWith(Own, StringComparison.Ordinal));

    private static string OwnOf(int number) => $"file{number}.";
}
