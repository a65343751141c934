using Orleans;

namespace Contacts.Core.Audit;

/// <summary>The names of actions in the audit. They are stored: never rename one.</summary>
public static class AuditActions
{
    public const string ContactCreated = "contact.created";
    public const string ContactUpdated = "contact.updated";
    public const string ContactEmailChanged = "contact.email-changed";
    public const string ContactMerged = "contact.merged";
    public const string ContactMergeUndone = "contact.merge-undone";
    public const string ContactErased = "contact.erased";
    public const string ConsentGranted = "consent.granted";
    public const string ConsentWithdrawn = "consent.withdrawn";
    public const string ConfirmationSent = "consent.confirmation-sent";
    public const string LinkKeyRotated = "link-key.rotated";
    public const string GroupCreated = "group.created";
    public const string GroupUpdated = "group.updated";
    public const string GroupMerged = "group.merged";
    public const string GroupDeleted = "group.deleted";
    public const string ImportStarted = "import.started";
    public const string ImportCancelled = "import.cancelled";
    public const string ImportUndone = "import.undone";
    public const string ExportDownloaded = "export.downloaded";
    public const string PersonalDataDownloaded = "personal-data.downloaded";
    public const string PrivacyRequestGranted = "privacy-request.granted";
    public const string PrivacyRequestDeclined = "privacy-request.declined";
    public const string HashesSuppressed = "suppression.added";
    public const string TicketStatusChanged = "ticket.status-changed";
    public const string TicketReleased = "ticket.released";
    public const string KeyCreated = "key.created";
    public const string KeyRevoked = "key.revoked";
    public const string SettingsChanged = "settings.changed";
    public const string OrganisationCreated = "organisation.created";
    public const string OrganisationSuspended = "organisation.suspended";
    public const string OrganisationResumed = "organisation.resumed";
    public const string UserInvited = "user.invited";
    public const string InvitationWithdrawn = "user.invitation-withdrawn";
    public const string UserJoined = "user.joined";
    public const string UserRoleChanged = "user.role-changed";
    public const string UserRemoved = "user.removed";
    public const string UserSessionsEnded = "user.sessions-ended";
    public const string UserPasswordChanged = "user.password-changed";
    public const string UserTwoFactorOn = "user.two-factor-on";
    public const string UserTwoFactorOff = "user.two-factor-off";
    public const string UserTwoFactorReset = "user.two-factor-reset";
    public const string UserPasskeyAdded = "user.passkey-added";
    public const string UserPasskeyRemoved = "user.passkey-removed";
    public const string UserCodesRenewed = "user.recovery-codes-renewed";
}

/// <summary>The kinds of records that the audit names.</summary>
public static class AuditTargets
{
    public const string Contact = "contact";
    public const string Group = "group";
    public const string Import = "import";
    public const string Ticket = "ticket";
    public const string Key = "key";
    public const string LinkKey = "link-key";
    public const string Organisation = "organisation";
    public const string User = "user";
    public const string Invitation = "invitation";
    public const string PrivacyRequest = "privacy-request";
}

/// <summary>
/// An act as the audit records it. <see cref="Summary"/> holds no personal data: names of fields, states and ids, never what people typed.
/// </summary>
[GenerateSerializer, Immutable, Alias("audit.act")]
public sealed record AuditedAct
{
    [Id(0)] public required DateTimeOffset At { get; init; }

    /// <summary>One of <see cref="AuditActions"/>.</summary>
    [Id(1)] public required string Action { get; init; }

    /// <summary>One of <see cref="AuditTargets"/>.</summary>
    [Id(2)] public required string TargetKind { get; init; }

    /// <summary>The id by which callers know the record; null: the store takes the id of the record that it makes.</summary>
    [Id(3)] public string? TargetId { get; init; }

    [Id(4)] public string Summary { get; init; } = "";
}
