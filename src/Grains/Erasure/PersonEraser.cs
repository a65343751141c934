using Contacts.Core;
using Contacts.Core.Audit;
using Contacts.Core.Contacts;
using Contacts.Core.Erasure;
using Contacts.Grains.Organisations;

namespace Contacts.Grains.Erasure;

/// <summary>
/// Erases a person from the store, then from what this process keeps beside it: the log of erasures gets its line, and mails are removed
/// from the mail folder. What fails there is reported and tried again; the person stays erased.
/// </summary>
public sealed class PersonEraser(
    IErasureStore store, OrganisationCatalogue organisations, ErasureLogging logging, MailForgetting mails, TimeProvider time)
{
    public async Task<EraseResult> EraseAsync(int organisationId, EraseRequest request, CancellationToken cancellationToken)
    {
        var identity = await organisations.IdentityAsync(organisationId, cancellationToken);
        var input = new ContactInput(identity);
        var reason = ReadReason(input, request.Reason);
        if (input.Problem is { } problem) return EraseResult.Of(EraseOutcome.Invalid) with { Problem = problem };
        var at = time.GetUtcNow();
        var act = new AuditedAct
        {
            At = at, Action = AuditActions.ContactErased, TargetKind = AuditTargets.Contact, TargetId = request.ContactId,
        };
        var result = await store.EraseAsync(
            organisationId, request with { Reason = reason, At = at, Trail = request.Trail?.Doing(act) }, identity, cancellationToken);
        if (result.Row is not { } row) return result;
        await logging.TryLogAsync(row);
        await mails.TryForgetAsync(row.MailIds);
        return result with { Row = null };
    }

    private static string ReadReason(ContactInput input, string text)
    {
        var reason = input.Text(text, EraseRequest.LongestReason, InputField.Reason) ?? "";
        if (reason.Length < EraseRequest.ShortestReason)
            input.Refuse(InputField.Reason, $"must be {EraseRequest.ShortestReason} to {EraseRequest.LongestReason} characters");
        return reason;
    }
}
