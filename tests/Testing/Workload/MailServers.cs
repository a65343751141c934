using System.Text;
using System.Text.RegularExpressions;
using Contacts.Testing.Smtp;

namespace Contacts.Testing.Workload;

/// <summary>
/// A mail server for each place, so that it is known which process handed over what. A process that is killed may not have noted the last
/// mails that the server took of it: those, and no others, may come a second time, with the same Message-ID.
/// </summary>
public sealed partial class MailServers : IAsyncDisposable
{
    private readonly SmtpServer[] _servers;
    private readonly HashSet<string> _mayBeRepeated = [];

    public MailServers(int places) => _servers = [.. Enumerable.Range(0, places).Select(_ => new SmtpServer(new()))];

    public string[] Settings(int place) =>
        ["Contacts:Smtp:Host=127.0.0.1", $"Contacts:Smtp:Port={_servers[place].Port}", "Contacts:Smtp:StartTls=false"];

    /// <summary>To be called when the process of the place is dead, with what was noted by then.</summary>
    public void Killed(int place, Stored stored)
    {
        var noted = stored.Tickets.Where(ticket => ticket.MailState == 1).Select(ticket => ticket.Subject).ToHashSet();
        foreach (var mail in _servers[place].Contents.Select(Read).Where(mail => !noted.Contains(mail.Ticket)))
            _mayBeRepeated.Add(mail.MessageId);
    }

    public void CheckEachOnce(Stored stored)
    {
        var mails = _servers.SelectMany(server => server.Contents).Select(Read).GroupBy(mail => mail.Ticket)
            .ToDictionary(same => same.Key, same => same.ToList());
        Assert.Equal(stored.Tickets.Select(ticket => ticket.Subject).Order(), mails.Keys.Order());
        Assert.All(mails.Values, same => Assert.Single(same.Select(mail => mail.MessageId).Distinct()));
        ModelCheck.None("mails sent twice", mails.Values.Where(same => same.Count > 1 && !_mayBeRepeated.Contains(same[0].MessageId))
            .Select(same => same[0]));
    }

    /// <summary>Before another load.</summary>
    public void Forget()
    {
        foreach (var server in _servers) server.Contents.Clear();
        foreach (var server in _servers) server.Commands.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers) await server.DisposeAsync();
    }

    private static (string Ticket, string MessageId) Read(byte[] content)
    {
        var text = Encoding.UTF8.GetString(content);
        return (Ticket().Match(text).Value, MessageId().Match(text).Groups[1].Value);
    }

    [GeneratedRegex("ticket [0-9]+ end")]
    private static partial Regex Ticket();

    [GeneratedRegex("\r\nMessage-ID: <([^>]+)>")]
    private static partial Regex MessageId();
}
