namespace Contacts.Core.Imports;

/// <summary>
/// The bytes of an import's file, from any position; the piece read last is kept. <paramref name="read"/> gets the piece that holds a
/// position.
/// </summary>
internal sealed class ImportData(long length, Func<long, CancellationToken, Task<ImportPiece?>> read)
{
    private ImportPiece? _piece;

    /// <summary>The bytes from a position to the end of their piece; empty at the end of the file.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> FromAsync(long position, CancellationToken cancellationToken)
    {
        if (position >= length) return default;
        if (_piece is not { } piece || position < piece.Position || position >= piece.Position + piece.Bytes.Length)
        {
            _piece = piece = await read(position, cancellationToken)
                ?? throw new StoreUnavailableException("A piece of the import's file is not there.");
        }
        return piece.Bytes.AsMemory()[(int)(position - piece.Position)..];
    }

    /// <summary>At most so many bytes from a position.</summary>
    public async ValueTask<ReadOnlyMemory<byte>> TakeAsync(long position, int atMost, CancellationToken cancellationToken)
    {
        var first = await FromAsync(position, cancellationToken);
        if (first.Length >= atMost || position + first.Length >= length) return first[..Math.Min(first.Length, atMost)];
        var taken = new MemoryStream();
        while (taken.Length < atMost && await FromAsync(position + taken.Length, cancellationToken) is { IsEmpty: false } next)
            taken.Write(next.Span[..(int)Math.Min(next.Length, atMost - taken.Length)]);
        return taken.ToArray();
    }

    /// <summary>The position behind the line break at a position; the position itself if there is none.</summary>
    public async ValueTask<long> BehindBreakAsync(long position, CancellationToken cancellationToken) =>
        position + (await TakeAsync(position, 2, cancellationToken)).Span switch
        {
            [(byte)'\r', (byte)'\n'] => 2,
            [(byte)'\r' or (byte)'\n', ..] => 1,
            _ => 0,
        };

    /// <summary>Where the line that a position is in ends, its line break not included.</summary>
    public async ValueTask<long> EndOfLineAsync(long position, CancellationToken cancellationToken)
    {
        while (await FromAsync(position, cancellationToken) is { IsEmpty: false } bytes)
        {
            var end = bytes.Span.IndexOfAny((byte)'\n', (byte)'\r');
            if (end >= 0) return position + end;
            position += bytes.Length;
        }
        return position;
    }

    public Stream Open(long position) => new DataStream(this, position);

    private sealed class DataStream(ImportData data, long position) : Stream
    {
        private long _position = position;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var bytes = await data.FromAsync(_position, cancellationToken);
            var count = Math.Min(bytes.Length, buffer.Length);
            bytes[..count].CopyTo(buffer);
            _position += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read asynchronously.");
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override void Flush() => throw new NotSupportedException();
    }
}
