using System.Collections.Immutable;

namespace Contacts.Storage.Sessions;

/// <summary>The row that is being read; columns count from 0. Instants are UTC with microseconds.</summary>
internal interface IRow
{
    bool IsNull(int column);

    int Int32(int column);

    int? Int32OrNull(int column);

    long Int64(int column);

    long? Int64OrNull(int column);

    bool Bool(int column);

    string Text(int column);

    string? TextOrNull(int column);

    /// <summary>Empty if there is none.</summary>
    ImmutableArray<byte> Blob(int column);

    DateTimeOffset Time(int column);

    DateTimeOffset? TimeOrNull(int column);
}
