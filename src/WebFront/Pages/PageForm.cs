using Contacts.WebFront.Pipeline.Bodies;
using Contacts.WebFront.Pipeline.Replies;
using Microsoft.AspNetCore.Http.Features;

namespace Contacts.WebFront.Pages;

/// <summary>The form that a page posts, of any of the two encodings of forms, or why it could not be read.</summary>
internal readonly record struct PageForm(IFormCollection? Fields, Failure? Failure)
{
    private const int MostBytes = 64 * 1024;

    private static readonly FormOptions _limits = new()
    {
        ValueCountLimit = 1024, KeyLengthLimit = 256, ValueLengthLimit = MostBytes, MultipartBodyLengthLimit = MostBytes,
        MultipartHeadersLengthLimit = 4096, BufferBodyLengthLimit = MostBytes,
    };

    public static async Task<PageForm> ReadAsync(HttpContext http)
    {
        var request = http.Request;
        if (request.ContentLength is 0 or null && request.ContentType is null && !request.Headers.TransferEncoding.Any())
            return new(FormCollection.Empty, null);
        if (!request.HasFormContentType || BodyType.IsEncoded(request)) return new(null, Failure.MediaType);
        if (request.ContentLength > MostBytes) return new(null, Failure.TooLarge);
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = MostBytes;
        try
        {
            return new(await new FormFeature(request, _limits).ReadFormAsync(http.RequestAborted), null);
        }
        catch (BadHttpRequestException exception) when (exception.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return new(null, Failure.TooLarge);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException or ArgumentException)
        {
            return new(null, Failure.BadRequest);
        }
    }
}
