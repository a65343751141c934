using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;
using System.Text;

namespace Contacts.Core.Text;

/// <summary>
/// Character properties and mappings of one fixed version of Unicode. The process runs in invariant globalisation mode, where the
/// runtime's normalisation returns its input and its IdnMapping maps nothing; and what is stored must not change with the runtime.
/// </summary>
internal static partial class UnicodeTables
{
    private const int BlockBits = 7;

    private static readonly ushort[] _blocks = new ushort[0x110000 >> BlockBits];
    private static readonly byte[] _indices;
    private static readonly CharacterInfo[] _records;
    private static readonly Dictionary<int, string> _decompositions;
    private static readonly Dictionary<int, string> _compatibleForms;
    private static readonly Dictionary<int, string> _lowerCase;
    private static readonly Dictionary<int, string> _caseFoldings;
    private static readonly Dictionary<int, string> _idnaMappings;
    private static readonly Dictionary<long, int> _composites = [];

    // A static constructor, as the fields are read from one stream in order.
    [SuppressMessage("Performance", "CA1810", Justification = "Order matters")]
    static UnicodeTables()
    {
        using var packed = new DeflateStream(new MemoryStream(Convert.FromBase64String(Packed)), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        packed.CopyTo(unpacked);
        var reader = new Reader(unpacked.ToArray());
        _records = new CharacterInfo[reader.Number()];
        for (var i = 0; i < _records.Length; i++) _records[i] = new(reader.Number());
        _indices = ShareBlocks(ReadRuns(reader));
        _decompositions = ReadMap(reader);
        _compatibleForms = ReadMap(reader);
        _lowerCase = ReadMap(reader);
        _caseFoldings = ReadMap(reader);
        _idnaMappings = ReadMap(reader);
        foreach (var (composite, pair) in ReadMap(reader))
        {
            var runes = pair.EnumerateRunes().ToArray();
            _composites.Add(Key(runes[0].Value, runes[1].Value), composite);
        }
    }

    public static CharacterInfo Of(int codePoint) =>
        _records[_indices[(_blocks[codePoint >> BlockBits] << BlockBits) + (codePoint & ((1 << BlockBits) - 1))]];

    /// <summary>The full canonical decomposition; only for characters that have one, Hangul syllables aside.</summary>
    public static string Decomposition(int codePoint) => _decompositions[codePoint];

    /// <summary>The full compatibility decomposition; only for characters where it differs from the canonical one.</summary>
    public static string CompatibleForm(int codePoint) => _compatibleForms[codePoint];

    public static string LowerCase(int codePoint) => _lowerCase[codePoint];

    /// <summary>Full case folding (C + F of CaseFolding.txt).</summary>
    public static string CaseFolding(int codePoint) => _caseFoldings[codePoint];

    public static string IdnaMapping(int codePoint) => _idnaMappings[codePoint];

    /// <summary>The primary composite of two characters, Hangul aside; -1 where there is none.</summary>
    public static int Composite(int first, int second) => _composites.GetValueOrDefault(Key(first, second), -1);

    private static long Key(int first, int second) => (long)first << 21 | (uint)second;

    private static byte[] ReadRuns(Reader reader)
    {
        var all = new byte[0x110000];
        var position = 0;
        for (var runs = reader.Number(); runs > 0; runs--)
        {
            var index = (byte)reader.Number();
            var length = (int)reader.Number();
            all.AsSpan(position, length).Fill(index);
            position += length;
        }
        return all;
    }

    // Most blocks of 128 characters are alike (whole scripts, unassigned planes) and are kept once.
    private static byte[] ShareBlocks(byte[] all)
    {
        var known = new Dictionary<string, ushort>(StringComparer.Ordinal);
        var shared = new List<byte>();
        for (var i = 0; i < _blocks.Length; i++)
        {
            var block = all.AsSpan(i << BlockBits, 1 << BlockBits);
            var key = Encoding.Latin1.GetString(block);
            if (!known.TryGetValue(key, out _blocks[i]))
            {
                _blocks[i] = (ushort)known.Count;
                known.Add(key, _blocks[i]);
                shared.AddRange(block);
            }
        }
        return [.. shared];
    }

    private static Dictionary<int, string> ReadMap(Reader reader)
    {
        var count = (int)reader.Number();
        var map = new Dictionary<int, string>(count);
        var text = new StringBuilder();
        int from = 0, to = 0;
        for (var i = 0; i < count; i++)
        {
            from += (int)reader.Number();
            text.Clear();
            for (var length = reader.Number(); length > 0; length--) text.Append(new Rune(to += reader.Difference()));
            map.Add(from, text.ToString());
        }
        return map;
    }

    /// <summary>Numbers in groups of seven bits, lowest first; differences with the sign in the lowest bit.</summary>
    private sealed class Reader(byte[] bytes)
    {
        private int _position;

        public uint Number()
        {
            uint value = 0;
            for (var shift = 0; ; shift += 7)
            {
                var next = bytes[_position++];
                value |= (uint)(next & 0x7F) << shift;
                if (next < 0x80) return value;
            }
        }

        public int Difference()
        {
            var value = (int)Number();
            return (value & 1) == 0 ? value >> 1 : -(value >> 1) - 1;
        }
    }
}
