using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Contacts.Testing.Smtp;

/// <summary>One connection of a <see cref="SmtpServer"/>.</summary>
public sealed class SmtpServerConversation : IDisposable
{
    private readonly SmtpServer _server;
    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[16_384];
    private Stream _stream;
    private int _next;
    private int _end;

    public SmtpServerConversation(SmtpServer server, Socket socket)
    {
        _server = server;
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    private SmtpServerScript Script => _server.Script;

    public void Dispose() => _stream.Dispose();

    public async Task RunAsync(CancellationToken ct)
    {
        if (Script.DropAt == "connect")
            return;
        if (Script.Garbage is { } garbage)
        {
            await _stream.WriteAsync(garbage, ct);
            await _stream.CopyToAsync(Stream.Null, ct);
            return;
        }
        if (Script.ImplicitTls)
            await EncryptAsync(ct);
        if (Script.SilentAt == "connect")
            await KeepSilentAsync(ct);
        await SendAsync(Script.Greeting, ct);

        while (await ReadLineAsync(ct) is { } line)
        {
            _server.Commands.Enqueue(line);
            var verb = line.Split(' ')[0].ToUpperInvariant();
            if (Script.DropAt == verb)
                return;
            if (Script.SilentAt == verb)
                await KeepSilentAsync(ct);
            if (!await AnswerAsync(verb, line, ct))
                return;
        }
    }

    private async Task<bool> AnswerAsync(string verb, string line, CancellationToken ct)
    {
        if (Script.Replies.TryGetValue(verb, out var reply))
        {
            await SendAsync(reply, ct);
            return true;
        }
        switch (verb)
        {
            case "EHLO":
                await SendAsync(Announcement(), ct);
                return true;
            case "STARTTLS":
                await SendAsync("220 go ahead" + Script.InjectedAfterStartTls, ct);
                await EncryptAsync(ct);
                return true;
            case "AUTH":
                await SendAsync(await LogInAsync(line, ct) ? "235 welcome" : "535 5.7.8 no", ct);
                return true;
            case "DATA":
                await SendAsync("354 go on", ct);
                return await TakeContentAsync(ct);
            case "QUIT":
                await SendAsync("221 bye", ct);
                return false;
            default:
                await SendAsync("250 fine", ct);
                return true;
        }
    }

    private string Announcement()
    {
        List<string> lines = ["test greets you", .. Script.Extensions];
        if (_stream is SslStream)
            lines.AddRange(Script.EncryptedExtensions);
        else if (Script.OffersStartTls)
            lines.Add("STARTTLS");
        return string.Join("\r\n", lines.Select((line, i) => $"250{(i == lines.Count - 1 ? ' ' : '-')}{line}"));
    }

    private async Task<bool> LogInAsync(string line, CancellationToken ct)
    {
        if (line.StartsWith("AUTH PLAIN ", StringComparison.Ordinal))
        {
            var parts = Decode(line["AUTH PLAIN ".Length..]).Split('\0');
            return parts.Length == 3 && Script.Login == (parts[1], parts[2]);
        }
        var user = await AskAsync("334 VXNlcm5hbWU6", ct);
        return Script.Login == (user, await AskAsync("334 UGFzc3dvcmQ6", ct));
    }

    private async Task<string> AskAsync(string prompt, CancellationToken ct)
    {
        await SendAsync(prompt, ct);
        return Decode(await ReadLineAsync(ct) ?? "");
    }

    private static string Decode(string base64) => Encoding.UTF8.GetString(Convert.FromBase64String(base64));

    private async Task<bool> TakeContentAsync(CancellationToken ct)
    {
        var content = new List<byte>();
        while (!EndsInDot(content))
        {
            if (Script.ResetAfterContentBytes == content.Count)
            {
                _socket.LingerState = new LingerOption(true, 0);
                return false;
            }
            if (await ReadByteAsync(ct) is not { } next)
                return false;
            content.Add(next);
        }
        if (Script.DropAt == ".")
            return false;
        if (Script.SilentAt == ".")
            await KeepSilentAsync(ct);
        var reply = Script.Replies.GetValueOrDefault(".", "250 2.0.0 queued as 7");
        if (reply.StartsWith('2'))
            _server.Contents.Enqueue([.. content.SkipLast(3)]);
        await Script.AnswersContentAfter.WaitAsync(ct);
        await SendAsync(reply, ct);
        return true;
    }

    private async Task EncryptAsync(CancellationToken ct)
    {
        var encrypted = new SslStream(_stream);
        _stream = encrypted;
        await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _server.Certificate }, ct);
    }

    private async Task KeepSilentAsync(CancellationToken ct)
    {
        _server.Silent.TrySetResult();
        await Task.Delay(Timeout.Infinite, ct);
    }

    private async Task SendAsync(string reply, CancellationToken ct) =>
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(reply + "\r\n"), ct);

    private static bool EndsInDot(List<byte> content) =>
        content is [.., (byte)'\r', (byte)'\n', (byte)'.', (byte)'\r', (byte)'\n'];

    private async Task<string?> ReadLineAsync(CancellationToken ct)
    {
        var line = new List<byte>();
        while (await ReadByteAsync(ct) is { } next)
        {
            if (next == '\n')
            {
                // A bare line feed would let a mail smuggle commands.
                Assert.Equal('\r', (char)line[^1]);
                return Encoding.UTF8.GetString([.. line.SkipLast(1)]);
            }
            line.Add(next);
        }
        return null;
    }

    private async ValueTask<byte?> ReadByteAsync(CancellationToken ct)
    {
        if (_next == _end)
            (_next, _end) = (0, await _stream.ReadAsync(_buffer, ct));
        return _end == 0 ? null : _buffer[_next++];
    }
}
