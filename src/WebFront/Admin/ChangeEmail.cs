using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.WebFront.Errors;
using Contacts.WebFront.OpenApi;
using Contacts.WebFront.Requests;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Admin;

/// <summary>POST /bff/contact/detail-change-email.</summary>
internal static class ChangeEmail
{
    public static async Task HandleAsync(ApiCall call, Body body)
    {
        if (body.Missing is { } missing)
        {
            await call.RequireAsync(missing);
            return;
        }

        if (call.Effect is not null)
        {
            await Answers.SuccessAsync(call.Http);
            return;
        }

        if (await call.OfOrganisation<IContactDirectoryGrain>().ResolveAsync(body.Id!, call.Aborted) is not { } id)
        {
            await call.FailAsync(Failure.ContactNotFound);
            return;
        }

        var result = await call.Contact(id).ChangeEmailAsync(body.ToRequest(call), CancellationToken.None);
        if (result.Outcome == ContactOutcome.Done)
            await Answers.SuccessAsync(call.Http);
        else
            await call.FailAsync(ContactFailures.Of(result, call.Dialect), result.Owner);
    }

    internal sealed class Body : IJsonBody
    {
        private string? _currentEmail, _newEmail, _reason;
        private bool? _confirmMerge;

        public string? Id { get; private set; }

        public string? Missing =>
            Required.FirstMissing(("id", Id), ("currentEmail", _currentEmail), ("newEmail", _newEmail), ("reason", _reason));

        public void Take(ref JsonFields fields)
        {
            if (fields.Is("id"u8))
                Id = fields.Text()?.Trim();
            else if (fields.Is("currentEmail"u8))
                _currentEmail = fields.Text();
            else if (fields.Is("newEmail"u8))
                _newEmail = fields.Text();
            else if (fields.Is("reason"u8))
                _reason = fields.Text();
            else if (fields.Is("confirmMerge"u8))
                _confirmMerge = fields.Flag();
            else
                fields.Skip();
        }

        public ChangeEmailRequest ToRequest(ApiCall call) => new()
        {
            CurrentEmail = _currentEmail!, NewEmail = _newEmail!, Reason = _reason!, ConfirmMerge = _confirmMerge ?? false,
            Actor = call.Caller.Actor, Stamp = call.Stamp,
        };
    }

    public static readonly RouteDoc Doc = new(
        "Admin: contacts", "Change a contact's e-mail",
        "Needs the current address for verification. Where another contact has the new address the call fails, unless confirmMerge is "
        + "true: then that contact is merged into this one first. Nothing is written where the address is the same.")
    {
        Body =
        [
            AdminContactJson.ExternalId.Required(),
            Text("currentEmail", "The address the contact has now.", "jan@barasek.com").Required(),
            Text("newEmail", "The address it is to have.", "jan.barasek@example.com").Required(),
            Text("reason", "Kept in the history.", "Asked for by phone").Required(),
            Flag("confirmMerge", "Merge the contact that has the new address into this one.", false),
        ],
        Failures = [Failure.ContactNotFound, Failure.EmailMismatch, Failure.EmailTaken],
    };
}
