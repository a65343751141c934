using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.Core.Text;

namespace Contacts.Core.Imports;

/// <summary>
/// A row that is fit to be written, but for its groups, which are still names; and why a field of it is not written, where that is so.
/// </summary>
public readonly record struct CheckedRow(ContactWrite Write, ImmutableArray<string> Tags, FieldProblem? Warning);

/// <summary>What a row of a file means. Pure.</summary>
public static class ImportRowRule
{
    /// <summary>The source of rows of an import that names none.</summary>
    public const string UsualSource = "import";

    /// <summary>Checks and normalises a row; <paramref name="problem"/> is the first problem.</summary>
    public static CheckedRow? Check(ImportJob job, ImportRow row, ContactInput input, DateTimeOffset at, out FieldProblem? problem)
    {
        problem = row.Problem;
        if (problem is not null) return null;
        var email = input.Email(row.Email);
        var phone = input.PhoneOrNull(row.Phone, InputField.Phone, out var wrongPhone);
        if (wrongPhone is not null && email is not null) input.RefuseValue(wrongPhone);
        else if (wrongPhone is not null) input.Refuse(wrongPhone);
        // In this order: the first problem is the one that is told.
        var write = new ContactWrite
        {
            Kind = ContactWriteKind.Import,
            OrganisationId = job.OrganisationId,
            Email = email?.Normalised,
            EmailKey = email is { } address ? input.Canonical(address) : null,
            ExternalId = ExternalId.New(),
            Phone = phone,
            IsPhoneKey = job.Match == ImportMatch.Phone,
            IsForeignIdKey = job.Match == ImportMatch.ExternalId,
            Actor = job.Actor,
            Reason = $"Import {ImportId.Text(job.ImportId)}, row {row.Behind.Row}",
            At = at,
        }.WithProfile(field => input.Name(row[field], field.Input)) with
        {
            EmailSubscribed = Consent(input, row.EmailSubscribed, InputField.EmailSubscribed),
            SmsSubscribed = Consent(input, row.SmsSubscribed, InputField.SmsSubscribed),
            Source = input.Source(row.Source) ?? job.Source ?? UsualSource,
            ForeignId = input.ForeignId(row.ExternalId),
            Attributes = string.IsNullOrWhiteSpace(row.Attributes) ? null : input.Attributes(row.Attributes),
        };
        var tags = input.Tags(row.Groups, InputText.NameLimit);
        if (email is null && write.Phone is null && !write.MatchesForeignId) input.Refuse(ContactRules.NothingToReach);
        problem = input.Problem;
        return problem is null ? new CheckedRow(write, tags, input.Warning) : null;
    }

    private static bool? Consent(ContactInput input, string? text, InputField field)
    {
        switch (text?.Trim().ToLowerInvariant())
        {
            case null or "":
                return null;
            case "true" or "yes" or "y" or "1" or "ja":
                return true;
            case "false" or "no" or "n" or "0" or "nein":
                return false;
            default:
                input.RefuseValue(field, "must be true or false");
                return null;
        }
    }
}
