using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Contacts.Mail.Smtp;

/// <summary>
/// Lines and replies over a socket. Throws <see cref="IOException"/> where the connection ends, <see cref="InvalidDataException"/> where
/// the server does not speak SMTP, and <see cref="OperationCanceledException"/> when the token ends the wait.
/// </summary>
internal sealed class SmtpConnection : IDisposable
{
    /// <summary>Eight times what the standard allows; a server that sends more is no mail server.</summary>
    private const int MaximumLineLength = 4_096;

    private const int MaximumLines = 128;

    private readonly Socket _socket;
    private readonly byte[] _buffer = new byte[MaximumLineLength];
    private Stream _stream;
    private int _start;
    private int _end;

    private SmtpConnection(Socket socket)
    {
        _socket = socket;
        _stream = new NetworkStream(socket, ownsSocket: true);
    }

    public bool IsEncrypted => _stream is SslStream;

    public IPAddress Remote => ((IPEndPoint)_socket.RemoteEndPoint!).Address;

    public IPAddress Local => ((IPEndPoint)_socket.LocalEndPoint!).Address;

    /// <summary>Whether the server has sent more than was read: before TLS, a sign that someone else is speaking.</summary>
    public bool HasUnreadInput => _start < _end;

    public static async Task<SmtpConnection> ConnectAsync(string host, int port, CancellationToken ct)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, ct);
            return new SmtpConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    public async Task EncryptAsync(string host, X509Certificate2Collection? trustedRoots, CancellationToken ct)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = host };
        if (trustedRoots is not null)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(trustedRoots);
        }
        var encrypted = new SslStream(_stream, leaveInnerStreamOpen: false);
        _stream = encrypted;
        await encrypted.AuthenticateAsClientAsync(options, ct);
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        await _stream.WriteAsync(bytes, ct);
        await _stream.FlushAsync(ct);
    }

    public async Task<SmtpReply> CommandAsync(string command, CancellationToken ct)
    {
        await WriteAsync(Encoding.UTF8.GetBytes(command + "\r\n"), ct);
        return await ReadReplyAsync(ct);
    }

    public async Task<SmtpReply> ReadReplyAsync(CancellationToken ct)
    {
        var lines = new List<string>();
        while (lines.Count < MaximumLines)
        {
            var line = await ReadLineAsync(ct);
            if (line.Length < 3 || line[0] is < '2' or > '5' || !char.IsAsciiDigit(line[1]) || !char.IsAsciiDigit(line[2])
                || (line.Length > 3 && line[3] is not (' ' or '-')))
                throw new InvalidDataException("the server's reply is not SMTP");
            lines.Add(line.Length > 4 ? line[4..] : "");
            // The last line counts where the codes differ.
            if (line.Length == 3 || line[3] == ' ')
                return new SmtpReply(int.Parse(line.AsSpan(0, 3)), lines);
        }
        throw new InvalidDataException("the server's reply has too many lines");
    }

    public void Dispose() => _stream.Dispose();

    private async Task<string> ReadLineAsync(CancellationToken ct)
    {
        while (true)
        {
            var length = _buffer.AsSpan(_start.._end).IndexOf((byte)'\n');
            if (length >= 0)
            {
                var line = Encoding.UTF8.GetString(_buffer, _start, length);
                _start += length + 1;
                return line.EndsWith('\r') ? line[..^1] : line;
            }
            await FillAsync(ct);
        }
    }

    private async Task FillAsync(CancellationToken ct)
    {
        _buffer.AsSpan(_start.._end).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
            throw new InvalidDataException("the server's reply has too long a line");
        var read = await _stream.ReadAsync(_buffer.AsMemory(_end), ct);
        if (read == 0)
            throw new EndOfStreamException("the server closed the connection");
        _end += read;
    }
}
