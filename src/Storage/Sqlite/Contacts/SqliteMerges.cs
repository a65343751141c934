using System.Collections.Immutable;
using Contacts.Core.Contacts;

namespace Contacts.Storage.Sqlite.Contacts;

/// <summary>The journal of merges.</summary>
internal static class SqliteMerges
{
    private static readonly SqliteQuery _merges = SqliteQuery.Load("Contacts/merges.sql");
    private static readonly SqliteQuery _find = SqliteQuery.Load("Contacts/find_merge.sql");
    private static readonly SqliteQuery _add = SqliteQuery.Load("Contacts/add_merge.sql");
    private static readonly SqliteQuery _undo = SqliteQuery.Load("Contacts/undo_merge.sql");

    public static ImmutableArray<MergeRecord> Of(SqliteSession session, int organisationId, long contactId)
    {
        var merges = ImmutableArray.CreateBuilder<MergeRecord>();
        var row = session.Prepare(_merges).Bind(organisationId).Bind(contactId);
        while (row.Step()) merges.Add(Read(row, organisationId));
        return merges.DrainToImmutable();
    }

    public static MergeRecord? Find(SqliteSession session, int organisationId, string mergeId)
    {
        var row = session.Prepare(_find).Bind(organisationId).Bind(mergeId);
        return row.Step() ? Read(row, organisationId) : null;
    }

    public static void Add(SqliteSession session, MergeRecord merge) =>
        session.Prepare(_add)
            .Bind(merge.OrganisationId).Bind(merge.MergeId).Bind(merge.SurvivorId).Bind(merge.LegacyId).Bind(merge.LegacyExternalId)
            .Bind(merge.MergedAt).Bind(merge.Actor).Bind(merge.Reason).Bind(merge.Journal)
            .Run();

    /// <summary>False if there is no such merge or it was undone already.</summary>
    public static bool Undo(SqliteSession session, int organisationId, string mergeId, DateTimeOffset at) =>
        session.Prepare(_undo).Bind(organisationId).Bind(mergeId).Bind(at).Run() == 1;

    private static MergeRecord Read(SqliteStatement row, int organisationId) => new()
    {
        OrganisationId = organisationId, MergeId = row.Text(0), SurvivorId = row.Int64(1), LegacyId = row.Int64(2),
        LegacyExternalId = row.Text(3), MergedAt = row.Time(4), Actor = row.Text(5), Reason = row.TextOrNull(6), Journal = row.Text(7),
        UndoneAt = row.TimeOrNull(8),
    };
}
