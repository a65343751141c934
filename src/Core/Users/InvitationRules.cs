using Contacts.Core.Email;

namespace Contacts.Core.Users;

/// <summary>Checks an invitation. Pure.</summary>
public static class InvitationRules
{
    /// <summary>Address and role (null: an operator), or the first problem.</summary>
    public static (string Email, Role? Role, FieldProblem? Problem) Check(int organisationId, string? email, string? role)
    {
        if (!EmailAddress.TryParse(email, out var address, out var error))
            return Refuse(InputField.Email, error == EmailAddressError.Blank ? "is required" : "must be a valid email address");
        if (string.IsNullOrWhiteSpace(role)) return Refuse(InputField.Role, "is required");
        if (organisationId == 0)
            return role == RoleNames.Operator
                ? (address.Normalised, null, null)
                : Refuse(InputField.Organisation, "is required, unless \"role\" is \"operator\"");
        return RoleNames.RoleOrNull(role) is { } known
            ? (address.Normalised, known, null)
            : Refuse(InputField.Role, "must be \"owner\", \"admin\", \"agent\" or \"viewer\"");
    }

    private static (string, Role?, FieldProblem?) Refuse(InputField field, string rule) => ("", null, FieldProblem.Of(field, rule));
}
