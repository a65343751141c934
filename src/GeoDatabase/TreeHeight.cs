namespace Contacts.GeoDatabase;

/// <summary>Marks of nodes while a tree is checked; any other value is the number of nodes on the longest path down, at most 128.</summary>
internal static class TreeHeight
{
    public const byte Unvisited = 0;

    public const byte Open = byte.MaxValue;
}
