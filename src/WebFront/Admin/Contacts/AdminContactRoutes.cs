using System.Text.Json.Serialization;
using Contacts.WebFront.Pipeline;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Contacts;

/// <summary>Contacts for administrators.</summary>
internal static class AdminContactRoutes
{
    public static ApiGroup MapAdminContacts(this ApiGroup api) => api.Tagged("Admin: contacts")
        .Get<AdminContactPageAnswer>("/contact/list", ListAdminContacts.HandleAsync)
        .Get<ContactDetailAnswer>("/contact/detail", ShowContact.HandleAsync, Failure.ContactNotFound)
        .Get<HistoryAnswer>("/contact/history", ShowHistory.HandleAsync, Failure.ContactNotFound)
        .Post<CreateAdminContactBody, AdminContactAnswer>(
            "/contact/create", CreateAdminContact.HandleAsync, Failure.EmailTaken, Failure.ExternalIdTaken, Failure.ContactSuppressed)
        .Post<ChangeEmailBody, Answer>(
            "/contact/detail-change-email", ChangeEmail.HandleAsync, Failure.ContactNotFound, Failure.EmailMismatch, Failure.EmailTaken,
            Failure.ContactSuppressed)
        .Post<PreviewEmailChangeBody, EmailChangeAnswer>(
            "/contact/detail-change-email-preview", PreviewEmailChange.HandleAsync, Failure.ContactNotFound, Failure.EmailMismatch,
            Failure.ContactSuppressed)
        .Post<MergeContactsBody, MergeAnswer>("/contact/merge-customers", MergeContacts.HandleAsync, Failure.ContactNotFound)
        .Post<UndoMergeBody, Answer>("/contact/merge-undo", UndoMerge.HandleAsync, Failure.MergeNotFound, Failure.MergeStays);
}

[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(AdminContactPageAnswer))]
[JsonSerializable(typeof(ContactDetailAnswer))]
[JsonSerializable(typeof(HistoryAnswer))]
[JsonSerializable(typeof(CreateAdminContactBody))]
[JsonSerializable(typeof(AdminContactAnswer))]
[JsonSerializable(typeof(ChangeEmailBody))]
[JsonSerializable(typeof(PreviewEmailChangeBody))]
[JsonSerializable(typeof(EmailChangeAnswer))]
[JsonSerializable(typeof(MergeContactsBody))]
[JsonSerializable(typeof(MergeAnswer))]
[JsonSerializable(typeof(UndoMergeBody))]
internal sealed partial class AdminContactJson : JsonSerializerContext;
