using System.Text;

namespace Contacts.Core.Text;

/// <summary>A growing list of code points that starts in the caller's own (stack) memory.</summary>
internal ref struct CodePoints(Span<int> initial)
{
    private Span<int> _items = initial;
    private int _count;

    public readonly Span<int> Items => _items[.._count];

    public void Add(int codePoint)
    {
        if (_count == _items.Length)
        {
            var larger = new int[Math.Max(64, _items.Length * 2)];
            _items.CopyTo(larger);
            _items = larger;
        }
        _items[_count++] = codePoint;
    }

    public void Add(string text)
    {
        foreach (var rune in text.EnumerateRunes()) Add(rune.Value);
    }

    /// <summary>Truncates the list to this length.</summary>
    public void Truncate(int count) => _count = count;

    public override readonly string ToString()
    {
        var length = 0;
        foreach (var item in Items) length += item > 0xFFFF ? 2 : 1;
        return string.Create(length, Items, static (chars, items) =>
        {
            foreach (var item in items) chars = chars[new Rune(item).EncodeToUtf16(chars)..];
        });
    }
}
