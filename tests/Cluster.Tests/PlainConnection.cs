using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Contacts.Cluster.Tests;

/// <summary>
/// One HTTP/1.1 connection that does what its caller says and nothing of its own accord: no pool, no repetition. Kept open until the other
/// side says that it closes.
/// </summary>
internal sealed class PlainConnection : IDisposable
{
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] _buffer = new byte[16_384];

    public bool IsOpen { get; private set; }

    /// <summary>Throws SocketException where it is refused.</summary>
    public static async Task<PlainConnection> OpenAsync(int port)
    {
        var connection = new PlainConnection();
        try
        {
            await connection._socket.ConnectAsync(IPAddress.Loopback, port);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        connection.IsOpen = true;
        return connection;
    }

    /// <summary>Sends a JSON body and returns the status. Throws IOException where the connection ends without an answer.</summary>
    public async Task<int> PostAsync(string path, string json)
    {
        var request = $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + $"Content-Length: {json.Length}\r\n\r\n{json}";
        try
        {
            await _socket.SendAsync(Encoding.ASCII.GetBytes(request));
            return await ReadAsync();
        }
        catch (SocketException e)
        {
            throw new IOException("The connection broke before the answer.", e);
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task<int> ReadAsync()
    {
        var text = "";
        while (!IsWhole(text))
        {
            var count = await _socket.ReceiveAsync(_buffer);
            if (count == 0) throw new IOException("The connection ended before the answer.");
            text += Encoding.ASCII.GetString(_buffer, 0, count);
        }
        IsOpen = !text.Contains("\r\nConnection: close\r\n", StringComparison.OrdinalIgnoreCase);
        return int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture);
    }

    private static bool IsWhole(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0) return false;
        if (text.Contains("\r\nTransfer-Encoding: chunked", StringComparison.OrdinalIgnoreCase))
            return text.EndsWith("\r\n0\r\n\r\n", StringComparison.Ordinal);
        const string header = "\r\nContent-Length: ";
        var start = text.IndexOf(header, StringComparison.OrdinalIgnoreCase) + header.Length;
        var length = int.Parse(text.AsSpan(start, text.IndexOf('\r', start) - start), CultureInfo.InvariantCulture);
        return text.Length >= end + 4 + length;
    }
}
