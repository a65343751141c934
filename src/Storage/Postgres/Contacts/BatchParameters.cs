using Contacts.Core.Analytics;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Text;
using Contacts.Storage.Stores;
using Npgsql;

namespace Contacts.Storage.Postgres.Contacts;

/// <summary>The parameters that several statements of batches share: an array for each column, with a value of every row.</summary>
internal static class BatchParameters
{
    /// <summary>The columns of consents from the address on.</summary>
    public static NpgsqlParameterCollection WithConsent<TRow>(
        this NpgsqlParameterCollection parameters, IReadOnlyList<TRow> rows, Func<TRow, ConsentRow> consent) => parameters
        .With(rows, row => consent(row).Address).With(rows, row => (int)consent(row).State).With(rows, row => consent(row).Sequence)
        .With(rows, row => consent(row).Version).With(rows, row => consent(row).RequestedAt?.UtcDateTime)
        .With(rows, row => consent(row).ConfirmedAt?.UtcDateTime).With(rows, row => consent(row).WithdrawnAt?.UtcDateTime)
        .With(rows, row => consent(row).ExpiresAt?.UtcDateTime).With(rows, row => consent(row).Source)
        .With(rows, row => consent(row).Actor).With(rows, row => consent(row).Evidence).With(rows, row => consent(row).Held)
        .With(rows, row => StoredTimes.Write(consent(row).Mails)).With(rows, row => consent(row).IsHoldNoted)
        .With(rows, row => consent(row).SignUp);

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
