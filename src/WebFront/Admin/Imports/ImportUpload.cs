using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using Contacts.Core;
using Contacts.Core.Imports;
using Contacts.Grains.Abstractions.Imports;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Imports;

/// <summary>
/// Hands a file on to its grain, piece by piece as it comes, so that memory holds one piece of it; hashes it on the way. Unless it is
/// <see cref="Submitted"/> in the end, it is given up.
/// </summary>
internal sealed class ImportUpload(IImportGrain grain, long limit) : IAsyncDisposable
{
    private const int PieceBytes = 256 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _length;

    public bool Submitted { get; set; }

    /// <summary>Why the file was not taken as a whole; null if it was.</summary>
    public async Task<Failure?> ReadAsync(Stream file, Encoding encoding, CancellationToken cancellationToken)
    {
        try
        {
            await using var text = await FileEncoding.ToUtf8Async(file, encoding, cancellationToken);
            return await TakeAsync(text, cancellationToken) ? null : Failure.TooLarge;
        }
        catch (DecoderFallbackException)
        {
            return Failure.Validation.WithMessage("The file is not valid UTF-16");
        }
    }

    /// <summary>False if the file is larger than the limit.</summary>
    private async Task<bool> TakeAsync(Stream file, CancellationToken cancellationToken)
    {
        while (true)
        {
            var piece = new byte[PieceBytes];
            var count = await file.ReadAtLeastAsync(piece, PieceBytes, throwOnEndOfStream: false, cancellationToken);
            if (count == 0) return true;
            if (_length + count > limit) return false;
            if (count < PieceBytes) piece = piece[..count];
            _hash.AppendData(piece);
            await grain.AppendAsync(_length, ImmutableCollectionsMarshal.AsImmutableArray(piece), CancellationToken.None);
            _length += count;
            if (count < PieceBytes) return true;
        }
    }

    /// <summary>Tells two uploads apart: by the file, and by what is to be done with it.</summary>
    public byte[] HashWith(ImportRequest request)
    {
        var wanted = $"\n{request.Format}\n{request.DryRun}\n{request.Source}\n{request.Delimiter}"
            + $"\n{request.Lenient}\n{request.Match}\n{request.Mapping}";
        _hash.AppendData(Encoding.UTF8.GetBytes(wanted));
        return _hash.GetHashAndReset();
    }

    public async ValueTask DisposeAsync()
    {
        _hash.Dispose();
        if (Submitted) return;
        try
        {
            await grain.DiscardAsync(CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            // An upload that nothing comes of is found and deleted later.
        }
    }
}
