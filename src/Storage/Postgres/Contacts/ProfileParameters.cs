using Contacts.Core.Contacts;
using Contacts.Core.Text;
using Npgsql;

namespace Contacts.Storage.Postgres.Contacts;

/// <summary>The parameters that <c>{profile_folded}</c> stands for in a statement.</summary>
internal static class ProfileParameters
{
    public static NpgsqlParameterCollection WithProfile(this NpgsqlParameterCollection parameters, ContactRow contact)
    {
        foreach (var field in ProfileField.All) parameters.With(contact[field]);
        foreach (var field in ProfileField.Searched) parameters.With(TextFolding.Fold(contact[field]));
        return parameters;
    }

    /// <summary>One array for each, with a value of every row.</summary>
    public static NpgsqlParameterCollection WithProfile<TRow>(
        this NpgsqlParameterCollection parameters, IReadOnlyList<TRow> rows, Func<TRow, ContactRow> contact)
    {
        foreach (var field in ProfileField.All) parameters.With(rows, row => contact(row)[field]);
        foreach (var field in ProfileField.Searched) parameters.With(rows, row => TextFolding.Fold(contact(row)[field]));
        return parameters;
    }
}
