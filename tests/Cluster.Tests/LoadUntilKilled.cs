using System.Net;

namespace Contacts.Cluster.Tests;

/// <summary>Requests from eight clients until their process is killed in the middle of them.</summary>
internal static class LoadUntilKilled
{
    private const int Clients = 8;
    private const int Enough = 25;

    /// <summary>
    /// Kills the process once the first client has had its answers, and gives the names of the requests that were acknowledged.
    /// <paramref name="next"/> makes a client's request of a number and its name. Each comes from a network of its own, as a trusted proxy
    /// tells it.
    /// </summary>
    public static async Task<string[]> RunAsync(SiloProcess silo, Func<int, int, (string Name, HttpRequestMessage Request)> next)
    {
        var enough = new TaskCompletionSource();
        var clients = Enumerable.Range(0, Clients).Select(client => SendAsync(silo.Http, client, next, enough)).ToArray();
        await enough.Task;
        await silo.KillAsync();
        return [.. (await Task.WhenAll(clients)).SelectMany(names => names)];
    }

    private static async Task<List<string>> SendAsync(
        HttpClient http, int client, Func<int, int, (string Name, HttpRequestMessage Request)> next, TaskCompletionSource enough)
    {
        var acknowledged = new List<string>();
        for (var i = 0; ; i++)
        {
            var (name, made) = next(client, i);
            using var request = made;
            request.Headers.Add("X-Forwarded-For", $"84.{client}.{i % 256}.1");
            try
            {
                using var response = await http.SendAsync(request);
                if (response.StatusCode == HttpStatusCode.OK) acknowledged.Add(name);
            }
            catch (Exception e) when (e is HttpRequestException or IOException)
            {
                return acknowledged;
            }
            if (client == 0 && i == Enough) enough.TrySetResult();
        }
    }
}
