using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace Contacts.Grains.Exports;

/// <summary>
/// A temporary file that is read while it is written, so that the writer never waits for the reader. Nobody else can open it, and it is
/// gone when the spool is disposed of, or the process ends.
/// </summary>
internal sealed class ExportSpool : IAsyncDisposable
{
    private const int PieceSize = 64 * 1024;

    private readonly Channel<long> _ends = Channel.CreateUnbounded<long>(new() { SingleReader = true, SingleWriter = true });
    private readonly FileStream _file;

    public ExportSpool()
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.Delete, BufferSize = 0,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        _file = new FileStream(Path.Combine(Path.GetTempPath(), $"contacts-export-{Guid.NewGuid():N}"), options);
        // Elsewhere the system deletes the file by itself, whatever becomes of the process.
        if (!OperatingSystem.IsWindows()) File.Delete(_file.Name);
    }

    /// <summary>Where the writer writes.</summary>
    public Stream Writer => _file;

    /// <summary>Lets the reader have what was written so far.</summary>
    public void Publish() => _ends.Writer.TryWrite(_file.Position);

    /// <summary>Says that all was written, or why not.</summary>
    public void Complete(Exception? failure = null) => _ends.Writer.TryComplete(failure);

    /// <summary>What is published, in pieces; throws what the writer failed with.</summary>
    public async IAsyncEnumerable<ImmutableArray<byte>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var position = 0L;
        await foreach (var end in _ends.Reader.ReadAllAsync(cancellationToken))
            while (position < end)
            {
                var piece = new byte[Math.Min(PieceSize, end - position)];
                var read = await RandomAccess.ReadAsync(_file.SafeFileHandle, piece, position, cancellationToken);
                if (read < piece.Length) Array.Resize(ref piece, read);
                position += read;
                yield return ImmutableCollectionsMarshal.AsImmutableArray(piece);
            }
    }

    public ValueTask DisposeAsync() => _file.DisposeAsync();
}
