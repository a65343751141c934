using System.Net.Sockets;

namespace Contacts.Mail.Smtp;

/// <summary>
/// Commands and their replies, each within its time. <see cref="Step"/> and <see cref="ContentSent"/> tell how far the conversation got
/// when it ends in an exception: those of <see cref="SmtpConnection"/>, and <see cref="TimeoutException"/> for a server that is too slow.
/// </summary>
internal sealed class SmtpDialogue(SmtpConnection connection, SmtpOptions options, TimeProvider time)
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(5);

    public SmtpConnection Connection => connection;

    /// <summary>What was tried last.</summary>
    public string Step { get; private set; } = "connecting";

    /// <summary>Whether the end of the content may have reached the server.</summary>
    public bool ContentSent { get; private set; }

    public async Task<SmtpReply> ReadGreetingAsync(CancellationToken ct)
    {
        Step = "greeting";
        return await Within(options.CommandTimeout, connection.ReadReplyAsync, ct);
    }

    public async Task<SmtpReply> CommandAsync(string step, string command, CancellationToken ct)
    {
        Step = step;
        return await Within(options.CommandTimeout, token => connection.CommandAsync(command, token), ct);
    }

    public async Task EncryptAsync(CancellationToken ct)
    {
        Step = "TLS";
        using var deadline = new Deadline(options.ConnectTimeout, time, ct);
        await deadline.RunAsync(token => connection.EncryptAsync(options.Host, options.TrustedRoots, token));
    }

    /// <summary>
    /// The end of the content is sent on its own: what fails before it leaves the server without a whole mail, so that it cannot have taken
    /// it. From there on a cancellation only shortens the wait for the verdict.
    /// </summary>
    public async Task<SmtpReply> SendContentAsync(byte[] content, CancellationToken ct)
    {
        Step = "content";
        using (var deadline = new Deadline(options.DataTimeout, time, ct))
            await deadline.RunAsync(token => connection.WriteAsync(DotStuffing.Apply(content), token));
        ct.ThrowIfCancellationRequested();

        Step = "end of content";
        ContentSent = true;
        using var verdict = new Deadline(options.DataTimeout, time, CancellationToken.None);
        using var cut = ct.Register(() => verdict.Shorten(options.CancellationGrace));
        return await verdict.RunAsync(token => connection.CommandAsync(".", token));
    }

    /// <summary>Says goodbye, for a few seconds at most. Nothing depends on it.</summary>
    public async Task QuitAsync(CancellationToken ct)
    {
        var patience = options.CommandTimeout < Farewell ? options.CommandTimeout : Farewell;
        try
        {
            await Within(patience, token => connection.CommandAsync("QUIT", token), ct);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or SocketException or TimeoutException
            or OperationCanceledException)
        {
            // The mail's fate is known already.
        }
    }

    private async Task<SmtpReply> Within(TimeSpan limit, Func<CancellationToken, Task<SmtpReply>> step, CancellationToken ct)
    {
        using var deadline = new Deadline(limit, time, ct);
        return await deadline.RunAsync(step);
    }
}
