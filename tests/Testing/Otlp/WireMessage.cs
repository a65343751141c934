using System.Buffers.Binary;
using System.Text;

namespace Contacts.Testing.Otlp;

/// <summary>A message in the wire format of Protocol Buffers: its fields by number. As much of the format as OTLP uses.</summary>
public sealed class WireMessage
{
    private readonly List<(int Field, ulong Number, ReadOnlyMemory<byte> Bytes)> _fields = [];

    private WireMessage()
    {
    }

    public static WireMessage Read(ReadOnlyMemory<byte> bytes)
    {
        var message = new WireMessage();
        while (!bytes.IsEmpty)
        {
            var tag = Varint(ref bytes);
            message._fields.Add((int)(tag & 7) switch
            {
                0 => ((int)(tag >> 3), Varint(ref bytes), default),
                1 => ((int)(tag >> 3), BinaryPrimitives.ReadUInt64LittleEndian(Take(ref bytes, 8).Span), default),
                2 => ((int)(tag >> 3), 0, Take(ref bytes, (int)Varint(ref bytes))),
                5 => ((int)(tag >> 3), BinaryPrimitives.ReadUInt32LittleEndian(Take(ref bytes, 4).Span), default),
                var kind => throw new InvalidDataException($"Wire type {kind}."),
            });
        }
        return message;
    }

    public bool Has(int field) => _fields.Any(it => it.Field == field);

    /// <summary>0 where it is absent, as the format has it.</summary>
    public ulong Number(int field) => _fields.LastOrDefault(it => it.Field == field).Number;

    public double Double(int field) => BitConverter.UInt64BitsToDouble(Number(field));

    public ReadOnlyMemory<byte> Bytes(int field) => _fields.LastOrDefault(it => it.Field == field).Bytes;

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field).Span);

    public string Hex(int field) => Convert.ToHexStringLower(Bytes(field).Span);

    public IEnumerable<WireMessage> All(int field) => _fields.Where(it => it.Field == field).Select(it => Read(it.Bytes));

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> bytes, int count)
    {
        var taken = bytes[..count];
        bytes = bytes[count..];
        return taken;
    }

    private static ulong Varint(ref ReadOnlyMemory<byte> bytes)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = Take(ref bytes, 1).Span[0];
            value |= (ulong)(next & 127) << shift;
            if (next < 128) return value;
        }
    }
}
