namespace Contacts.GeoDatabase;

/// <summary>The types of the data section, numbered as in the format. From 8 on the number is in a second byte.</summary>
internal enum MmdbType
{
    Extended = 0,
    Pointer = 1,
    Text = 2,
    Double = 3,
    Bytes = 4,
    UInt16 = 5,
    UInt32 = 6,
    Map = 7,
    Int32 = 8,
    UInt64 = 9,
    UInt128 = 10,
    Array = 11,
    Boolean = 14,
    Float = 15,
}
