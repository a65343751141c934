using Contacts.Core.Analytics;
using Contacts.Core.Contacts;
using Contacts.Core.Text;
using Npgsql;

namespace Contacts.Storage.Postgres.Contacts;

/// <summary>The parameters that several statements of batches share: an array for each column, with a value of every row.</summary>
internal static class BatchParameters
{
    /// <summary>What <c>{profile_folded}</c> stands for in a statement.</summary>
    public static NpgsqlParameterCollection WithProfile<TRow>(
        this NpgsqlParameterCollection parameters, IReadOnlyList<TRow> rows, Func<TRow, ContactRow> contact)
    {
        foreach (var field in ProfileField.All) parameters.With(rows, row => contact(row)[field]);
        foreach (var field in ProfileField.Searched) parameters.With(rows, row => TextFolding.Fold(contact(row)[field]));
        return parameters;
    }

    /// <summary>The columns of tallies up to those that wait for a confirmation.</summary>
    public static NpgsqlParameterCollection WithTallies(this NpgsqlParameterCollection parameters, SignUpTally[] tallies) => parameters
        .With(tallies, tally => tally.OrganisationId).With(tallies, tally => tally.Quarter).With(tallies, tally => tally.Origin.Source)
        .With(tallies, tally => tally.Origin.GroupIds).With(tallies, tally => tally.Origin.KeyId)
        .With(tallies, tally => (int)tally.Counts.Submitted).With(tallies, tally => (int)tally.Counts.Created)
        .With(tallies, tally => (int)tally.Counts.Repeated).With(tallies, tally => (int)tally.Counts.Pending);
}
