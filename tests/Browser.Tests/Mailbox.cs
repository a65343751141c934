using MimeKit;

namespace Contacts.Browser.Tests;

/// <summary>The folder into which the service writes its mails.</summary>
public sealed class Mailbox : IDisposable
{
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(60);

    private readonly string _folder;
    private readonly FileSystemWatcher _watcher;
    private readonly SemaphoreSlim _changed = new(0);

    public Mailbox(string folder)
    {
        _folder = Directory.CreateDirectory(folder).FullName;
        _watcher = new FileSystemWatcher(_folder) { EnableRaisingEvents = true };
        _watcher.Created += (_, _) => _changed.Release();
        _watcher.Renamed += (_, _) => _changed.Release();
    }

    /// <summary>The first mail to an address, once it is there.</summary>
    public async Task<MimeMessage> FirstToAsync(string address)
    {
        using var limit = new CancellationTokenSource(_timeout);
        while (true)
        {
            if (FindOrNull(address) is { } mail) return mail;
            await _changed.WaitAsync(limit.Token);
        }
    }

    public void Dispose()
    {
        _watcher.Dispose();
        _changed.Dispose();
    }

    private MimeMessage? FindOrNull(string address) => Directory.EnumerateFiles(_folder, "*.eml").Select(file => MimeMessage.Load(file))
        .FirstOrDefault(mail => mail.To.Mailboxes.Any(to => to.Address == address));
}
