using System.Collections;
using System.Numerics;
using System.Text;

namespace Contacts.GeoDatabase.Tests;

/// <summary>Bytes that are put into a data section unchanged.</summary>
internal sealed record RawValue(params byte[] Bytes);

/// <summary>Writes values of a data section; with a table of texts, a text that was written before becomes a pointer to it.</summary>
internal sealed class MmdbValueWriter(Stream target, Dictionary<string, int>? texts)
{
    public int WriteRecord(object value)
    {
        var offset = (int)target.Position;
        Write(value);
        return offset;
    }

    public void Write(object value)
    {
        switch (value)
        {
            case RawValue raw: target.Write(raw.Bytes); break;
            case string text: WriteText(text); break;
            case ushort number: WriteNumber(5, number); break;
            case uint number: WriteNumber(6, number); break;
            case ulong number: WriteNumber(9, number); break;
            case bool flag: WriteHeader(14, flag ? 1 : 0); break;
            case double number:
                WriteHeader(3, 8);
                target.Write(BitConverter.GetBytes(number).Reverse().ToArray());
                break;
            case IDictionary map:
                WriteHeader(7, map.Count);
                foreach (DictionaryEntry entry in map)
                {
                    Write(entry.Key);
                    Write(entry.Value!);
                }
                break;
            case IEnumerable<object> list:
                WriteHeader(11, list.Count());
                foreach (var item in list)
                    Write(item);
                break;
            default: throw new ArgumentException($"no way to write a {value.GetType()}", nameof(value));
        }
    }

    private void WriteText(string text)
    {
        if (texts is not null && texts.TryGetValue(text, out var known))
        {
            WritePointer(known);
            return;
        }
        texts?.Add(text, (int)target.Position);
        var bytes = Encoding.UTF8.GetBytes(text);
        WriteHeader(2, bytes.Length);
        target.Write(bytes);
    }

    private void WriteNumber(int type, BigInteger number)
    {
        var bytes = number.IsZero ? [] : number.ToByteArray(isUnsigned: true, isBigEndian: true);
        WriteHeader(type, bytes.Length);
        target.Write(bytes);
    }

    private void WritePointer(int to)
    {
        byte[] bytes = to switch
        {
            < 2_048 => [(byte)(0x20 | (to >> 8)), (byte)to],
            < 526_336 => [(byte)(0x28 | ((to - 2_048) >> 16)), (byte)((to - 2_048) >> 8), (byte)(to - 2_048)],
            _ => [0x38, (byte)(to >> 24), (byte)(to >> 16), (byte)(to >> 8), (byte)to],
        };
        target.Write(bytes);
    }

    private void WriteHeader(int type, int size)
    {
        byte[] extra = size switch
        {
            < 29 => [],
            < 285 => [(byte)(size - 29)],
            < 65_821 => [(byte)((size - 285) >> 8), (byte)(size - 285)],
            _ => [(byte)((size - 65_821) >> 16), (byte)((size - 65_821) >> 8), (byte)(size - 65_821)],
        };
        var low = extra.Length == 0 ? size : 28 + extra.Length;
        target.Write(type < 8 ? [(byte)((type << 5) | low)] : [(byte)low, (byte)(type - 7)]);
        target.Write(extra);
    }
}
