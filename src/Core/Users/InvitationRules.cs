using Contacts.Core.Email;

namespace Contacts.Core.Users;

/// <summary>Checks an invitation. Pure.</summary>
public static class InvitationRules
{
    /// <summary>What makes somebody an operator of the service; no organisation has it.</summary>
    public const string Operator = "operator";

    /// <summary>Address and role (null: an operator), or the first problem.</summary>
    public static (string Email, Role? Role, FieldProblem? Problem) Check(int organisationId, string? email, string? role)
    {
        if (!EmailAddress.TryParse(email, out var address, out var error))
            return Refuse(InputField.Email, error == EmailAddressError.Blank ? "is required" : "must be a valid email address");
        if (string.IsNullOrWhiteSpace(role)) return Refuse(InputField.Role, "is required");
        if (organisationId == 0)
            return role == Operator
                ? (address.Normalised, null, null)
                : Refuse(InputField.Organisation, "is required, unless \"role\" is \"operator\"");
        return RoleOrNull(role) is { } known
            ? (address.Normalised, known, null)
            : Refuse(InputField.Role, "must be \"owner\", \"admin\", \"agent\" or \"viewer\"");
    }

    public static Role? RoleOrNull(string? text) => text switch
    {
        "owner" => Role.Owner,
        "admin" => Role.Admin,
        "agent" => Role.Agent,
        "viewer" => Role.Viewer,
        _ => null,
    };

    private static (string, Role?, FieldProblem?) Refuse(InputField field, string rule) => ("", null, FieldProblem.Of(field, rule));
}
