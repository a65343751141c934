using System.Text;
using MailKit;

namespace Contacts.Mail.Smtp;

/// <summary>
/// Follows one connection from inside MailKit, as its protocol log and its transfer progress: what was tried last, whether the end of the
/// content may have reached the server, and until when the server may answer. Nothing is written down.
/// </summary>
internal sealed class SmtpProgress(SmtpOptions options, TimeProvider time) : IProtocolLogger, ITransferProgress
{
    private const int LongestReply = 16_384;

    private static readonly string[] _commands = ["EHLO", "HELO", "STARTTLS", "AUTH", "MAIL FROM", "RCPT TO", "DATA"];

    private readonly CancellationTokenSource _end = new(Timeout.InfiniteTimeSpan, time);
    private readonly Lock _changing = new();
    private bool _isCancelled;
    private int _received;

    /// <summary>What was tried last.</summary>
    public string Step { get; private set; } = "";

    /// <summary>
    /// Whether the end of the content may have reached the server. MailKit sends it together with the last of the content.
    /// </summary>
    public bool ContentSent { get; private set; }

    /// <summary>Ends when the server is too slow, or by <see cref="Cancel"/>.</summary>
    public CancellationToken Token => _end.Token;

    public IAuthenticationSecretDetector? AuthenticationSecretDetector { get; set; }

    public void Enter(string step, TimeSpan limit)
    {
        Step = step;
        _received = 0;
        _end.CancelAfter(limit);
    }

    /// <summary>For the next mail on the same connection.</summary>
    public void Begin()
    {
        ContentSent = false;
        Enter("MAIL FROM", options.CommandTimeout);
    }

    /// <summary>Once the content was sent, a cancellation only shortens the wait for the verdict.</summary>
    public void Cancel()
    {
        lock (_changing)
        {
            _isCancelled = true;
            if (ContentSent) _end.CancelAfter(options.CancellationGrace);
        }
        if (!ContentSent) _end.Cancel();
    }

    public void LogConnect(Uri uri) => Enter("greeting", options.CommandTimeout);

    public void LogClient(byte[] buffer, int offset, int count)
    {
        if (Step is "content" or "end of content" or "QUIT") return;
        var sent = Encoding.ASCII.GetString(buffer, offset, Math.Min(count, 9));
        Enter(_commands.FirstOrDefault(command => sent.StartsWith(command, StringComparison.Ordinal)) ?? Step, options.CommandTimeout);
    }

    public void LogServer(byte[] buffer, int offset, int count)
    {
        var reply = buffer.AsSpan(offset, count);
        if ((_received += count) > LongestReply) throw new IOException("the server's reply is too long");
        if (Step == "DATA" && reply.StartsWith("354"u8)) Enter("content", options.DataTimeout);
        if (Step != "STARTTLS" || !reply.StartsWith("220 "u8)) return;
        if (reply.IndexOf((byte)'\n') < count - 1) throw new IOException("someone spoke in the clear after the server agreed to encrypt");
        Enter("TLS", options.ConnectTimeout);
    }

    public void Report(long bytesTransferred) => throw new NotSupportedException("The size of a mail is always known.");

    /// <summary>Doubled dots count as transferred, so that a content with many of them is taken for sent a little early.</summary>
    public void Report(long bytesTransferred, long totalSize)
    {
        if (bytesTransferred < totalSize || ContentSent) return;
        lock (_changing)
        {
            if (_isCancelled) throw new OperationCanceledException();
            ContentSent = true;
            Enter("end of content", options.DataTimeout);
        }
    }

    public void Dispose() => _end.Dispose();
}
