using System.Globalization;
using System.Text;

namespace Contacts.WebFront.Admin.Exports;

/// <summary>
/// The body of a response of unknown length with a trailer. Kestrel sends trailers by HTTP/2 and later alone: for HTTP/1.1 the body is put
/// into chunks here, which Kestrel leaves as they are. HTTP/1.0 has neither.
/// </summary>
internal sealed class TrailedBody(HttpContext http, string trailer)
{
    private readonly bool _isChunked = HttpProtocol.IsHttp11(http.Request.Protocol);

    /// <summary>To be called before the first byte.</summary>
    public void Declare()
    {
        if (http.Response.SupportsTrailers()) http.Response.DeclareTrailer(trailer);
        else if (_isChunked) (http.Response.Headers.TransferEncoding, http.Response.Headers.Trailer) = ("chunked", trailer);
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        if (bytes.IsEmpty) return; // An empty chunk would be the end.
        if (_isChunked) await TextAsync($"{bytes.Length:x}\r\n", cancellationToken);
        await http.Response.BodyWriter.WriteAsync(bytes, cancellationToken);
        if (_isChunked) await TextAsync("\r\n", cancellationToken);
    }

    public async Task EndAsync(long value, CancellationToken cancellationToken)
    {
        var text = value.ToString(CultureInfo.InvariantCulture);
        if (_isChunked) await TextAsync($"0\r\n{trailer}: {text}\r\n\r\n", cancellationToken);
        else if (http.Response.SupportsTrailers()) http.Response.AppendTrailer(trailer, text);
    }

    private async Task TextAsync(string text, CancellationToken cancellationToken) =>
        await http.Response.BodyWriter.WriteAsync(Encoding.ASCII.GetBytes(text), cancellationToken);
}
