using System.CommandLine;
using System.Net;
using System.Text.Json.Nodes;
using Contacts.Core.Consent;
using Contacts.Core.Erasure;

namespace Contacts.Silo.Commands;

/// <summary>
/// Erases again, after an old backup was restored, who is in a log of erasures: contacts that are there again, with the choices of then,
/// and suppresses addresses and numbers again. Safe to repeat.
/// </summary>
internal static class EraseCommand
{
    private const string Reason = "Erased again after a backup was restored";

    private static readonly Option<FileInfo> _replay = new Option<FileInfo>("--replay")
    {
        Description = "File erasures.jsonl of the data directory, as it was before the backup was restored.", Required = true,
    }.AcceptExistingOnly();

    public static Command Create(ServiceAccess access)
    {
        var command = new Command("erase", "Erase people again after an old backup was restored.") { _replay };
        access.Handle(command, RunAsync, needsOrganisation: false);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, ServiceClient client, CancellationToken cancellationToken)
    {
        if (client.Organisation is null && !client.IsRoot)
            throw CommandException.OfUse("--organisation is missing: without a ROOT key the lines of one organisation can be replayed.");
        var (entries, unreadable) = await ReadAsync(parsed.GetRequiredValue(_replay), cancellationToken);
        var own = entries.Where(entry => client.Organisation is null || entry.Organisation == client.Organisation).ToArray();
        var run = new Replay(client);
        foreach (var entry in own) await run.EraseAsync(entry, cancellationToken);
        Console.WriteLine(
            $"{entries.Count} erasures: {run.Erased} contacts erased again, {run.Absent} were not there, "
            + $"{run.Suppressed} addresses and numbers suppressed, {entries.Count - own.Length} erasures of other organisations");
        if (unreadable > 0) await Console.Error.WriteLineAsync($"Lines that cannot be read: {unreadable}");
        return run.IsWhole ? 0 : CommandException.Failed;
    }

    /// <summary>Each erasure once, however many logs it is in.</summary>
    private static async Task<(IReadOnlyCollection<ErasureLogEntry> Entries, int Unreadable)> ReadAsync(
        FileInfo file, CancellationToken cancellationToken)
    {
        var (entries, unreadable) = (new OrderedDictionary<string, ErasureLogEntry>(), 0);
        await foreach (var line in File.ReadLinesAsync(file.FullName, cancellationToken))
        {
            if (ErasureLogEntry.TryRead(line, out var entry)) entries.TryAdd(entry.EraseId, entry);
            else if (!string.IsNullOrWhiteSpace(line)) unreadable++;
        }
        return (entries.Values, unreadable);
    }

    private sealed class Replay(ServiceClient client)
    {
        public int Erased { get; private set; }
        public int Absent { get; private set; }
        public int Suppressed { get; private set; }
        public bool IsWhole { get; private set; } = true;

        public async Task EraseAsync(ErasureLogEntry entry, CancellationToken cancellationToken)
        {
            var organisation = $"?organisation={Uri.EscapeDataString(entry.Organisation)}";
            foreach (var id in entry.ContactIds)
            {
                var body = new JsonObject
                {
                    ["id"] = id, ["reason"] = Reason, ["suppress"] = entry.Suppress,
                    ["tickets"] = TicketErasureNames.Of(entry.Tickets),
                };
                if (await PostAsync($"/bff/contact/erase{organisation}", body, entry, cancellationToken) is null) Absent++;
                else Erased++;
            }
            if (!entry.Suppress) return;
            foreach (var hashes in entry.Hashes.Chunk(SuppressionHash.MostAtOnce))
            {
                var body = new JsonObject { ["hashes"] = new JsonArray([.. hashes.Select(hash => JsonValue.Create(hash))]) };
                var suppressed = await PostAsync($"/bff/erasure/suppress{organisation}", body, entry, cancellationToken);
                Suppressed += (int?)suppressed?["added"] ?? 0;
            }
        }

        /// <summary>Null where there is no such contact, or organisation; a refusal is told, and the others go on.</summary>
        private async Task<JsonNode?> PostAsync(string path, JsonObject body, ErasureLogEntry entry, CancellationToken cancellationToken)
        {
            try
            {
                return await client.PostAsync(path, body, cancellationToken);
            }
            catch (CommandException e) when (e.Status == HttpStatusCode.NotFound)
            {
                return null;
            }
            catch (CommandException e) when (e.Status == HttpStatusCode.Conflict)
            {
                IsWhole = false;
                await Console.Error.WriteLineAsync($"{entry.EraseId}: {e.Message}");
                return null;
            }
        }
    }
}
