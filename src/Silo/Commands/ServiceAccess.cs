using System.CommandLine;
using System.Net;

namespace Contacts.Silo.Commands;

/// <summary>
/// How commands reach a service: the one at an address, with a key; else one that is started in this process for the command, with the
/// <paramref name="settings"/> of the command line.
/// </summary>
internal sealed class ServiceAccess(string[] settings)
{
    private const string AddressVariable = "CONTACTS_URL";
    private const string KeyVariable = "CONTACTS_KEY";

    private readonly Option<string?> _url = new("--url")
    {
        Description = $"Address of a running service ({AddressVariable}). Without it the store of the settings is opened.",
        Recursive = true,
    };

    private readonly Option<string?> _key = new("--key")
    {
        Description = $"API key with the scope admin for --url ({KeyVariable}).", Recursive = true,
    };

    private readonly Option<string?> _organisation = new("--organisation")
    {
        Description = "Short name of the organisation. Needed with a ROOT key, and without --url.", Recursive = true,
    };

    public void AddOptions(RootCommand root)
    {
        root.Options.Add(_url);
        root.Options.Add(_key);
        root.Options.Add(_organisation);
    }

    /// <summary>Lets a command do its work; failures that are known become one line on standard error, and the exit code.</summary>
    public void Handle(Command command, CommandWork work, bool needsOrganisation = true) =>
        command.SetAction(async (parsed, cancellationToken) =>
        {
            try
            {
                return await RunAsync(parsed, work, needsOrganisation, cancellationToken);
            }
            catch (CommandException e)
            {
                await Console.Error.WriteLineAsync(e.Message);
                return e.ExitCode;
            }
            catch (HttpRequestException e)
            {
                await Console.Error.WriteLineAsync($"The service does not answer: {e.Message}");
            }
            catch (IOException e)
            {
                await Console.Error.WriteLineAsync($"It broke off: {e.Message}");
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                await Console.Error.WriteLineAsync("Interrupted.");
            }
            return CommandException.Failed;
        });

    private async Task<int> RunAsync(ParseResult parsed, CommandWork work, bool needsOrganisation, CancellationToken cancellationToken)
    {
        var organisation = parsed.GetValue(_organisation);
        if (RemoteOrNull(parsed) is { } remote)
        {
            using var far = new ServiceClient(remote.Address, remote.Key, organisation);
            return await work(parsed, far, cancellationToken);
        }
        if (needsOrganisation && organisation is null) throw CommandException.OfUse("--organisation is missing.");
        await using var local = await LocalService.StartAsync(settings, cancellationToken);
        using var near = new ServiceClient(local.Address, local.Key, organisation);
        return await work(parsed, near, cancellationToken);
    }

    /// <summary>Null where no service is named.</summary>
    private (Uri Address, string Key)? RemoteOrNull(ParseResult parsed)
    {
        if ((parsed.GetValue(_url) ?? Environment.GetEnvironmentVariable(AddressVariable)) is not { Length: > 0 } text) return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https"))
            throw CommandException.OfUse($"--url takes an http or https address, such as {SiloHost.DefaultUrl}.");
        var key = parsed.GetValue(_key) ?? Environment.GetEnvironmentVariable(KeyVariable);
        return string.IsNullOrEmpty(key) ? throw CommandException.OfUse($"--url needs --key (or {KeyVariable}).") : (url, key);
    }
}

/// <summary>What a command does with a service; its exit code.</summary>
internal delegate Task<int> CommandWork(ParseResult parsed, ServiceClient client, CancellationToken cancellationToken);

/// <summary>A command failed; the message says why, for people.</summary>
internal sealed class CommandException(string message) : Exception(message)
{
    public const int Failed = 1;
    public const int WrongUse = 2;

    public int ExitCode { get; private init; } = Failed;

    /// <summary>What the service answered; null where it did not come to that.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>The command was not used as it has to be.</summary>
    public static CommandException OfUse(string message) => new(message) { ExitCode = WrongUse };
}
