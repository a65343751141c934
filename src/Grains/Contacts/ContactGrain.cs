using Contacts.Core;
using Contacts.Core.Audit;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.Grains.Organisations;
using Orleans;
using Orleans.Placement;

namespace Contacts.Grains.Contacts;

/// <summary>One contact by its integer id: updates run one after the other; a change of address asks the new address's grain.</summary>
[PreferLocalPlacement]
public sealed class ContactGrain(
    IContactStore store, ISuppressionStore suppressed, OrganisationCatalogue organisations, ContactMerger merges, ContactUpdates updates)
    : Grain, IContactGrain
{
    private const int AttemptsBeforeQueueing = 3;

    private (int OrganisationId, long ContactId)? _identity;

    private int OrganisationId => Identity.OrganisationId;
    private long ContactId => Identity.ContactId;

    private (int OrganisationId, long ContactId) Identity => _identity ??= ReadIdentity();

    public async Task<ContactResult> UpdateAsync(UpdateContactRequest request, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(OrganisationId, ContactId, cancellationToken) is null)
        {
            DeactivateOnIdle(); // Whoever asks may ask for any id.
            return ContactResult.Of(ContactOutcome.NotFound);
        }
        var (changes, claim, refusal) = await updates.ReadAsync(OrganisationId, ContactId, request, cancellationToken);
        if (changes is null) return refusal!;
        return claim is null ? await ChangeAsync(changes, request, cancellationToken) : await ClaimAsync(claim);
    }

    public async Task<ContactResult> ChangeEmailAsync(ChangeEmailRequest request, CancellationToken cancellationToken)
    {
        var input = new ContactInput(await organisations.IdentityAsync(OrganisationId, cancellationToken));
        var current = input.RequiredEmail(request.CurrentEmail, InputField.CurrentEmail);
        var email = input.RequiredEmail(request.NewEmail, InputField.NewEmail);
        var reason = ContactMerger.ReadReason(input, request.Reason);
        if (input.Problem is { } problem) return ContactResult.Invalid(problem);
        return await ClaimAsync(new EmailClaim
        {
            ContactId = ContactId, Email = email!.Value.Normalised, EmailKey = input.Canonical(email.Value),
            CurrentEmail = current!.Value.Normalised, ConfirmMerge = request.ConfirmMerge, Reason = reason, Actor = request.Actor,
            Trail = request.Trail,
        });
    }

    public async Task<EmailChangePreview> PreviewEmailChangeAsync(string newEmail, CancellationToken cancellationToken)
    {
        var input = new ContactInput(await organisations.IdentityAsync(OrganisationId, cancellationToken));
        var email = input.RequiredEmail(newEmail, InputField.NewEmail);
        if (input.Problem is { } problem) return new() { Outcome = ContactOutcome.Invalid, Problem = problem };
        var contact = await store.FindAsync(OrganisationId, ContactId, cancellationToken);
        if (contact is null) return new() { Outcome = ContactOutcome.NotFound };
        if (contact.Email is null) return new() { Outcome = ContactOutcome.EmailMismatch }; // A change of e-mail would end the same way.
        if (contact.Email == email!.Value.Normalised) return new() { Outcome = ContactOutcome.Done, Kind = EmailChangeKind.Noop };
        var owner = await store.FindByEmailAsync(OrganisationId, input.Canonical(email.Value), cancellationToken);
        var renamed = contact with { Email = email.Value.Normalised, EmailKey = input.Canonical(email.Value) };
        if (owner is null && await suppressed.ForbidsAsync(contact, renamed, cancellationToken))
            return new() { Outcome = ContactOutcome.Suppressed };
        return owner is null || owner.Id == contact.Id
            ? new() { Outcome = ContactOutcome.Done, Kind = EmailChangeKind.Rename }
            : new() { Outcome = ContactOutcome.Done, Kind = EmailChangeKind.Merge, Owner = owner.ToContact() };
    }

    public Task<ContactResult> MergeAsync(long legacyId, string actor, CommandTrail? trail, CancellationToken cancellationToken) =>
        merges.MergeAsync(OrganisationId, new(ContactId, legacyId, actor, trail), cancellationToken);

    public Task<ContactResult> UndoMergeAsync(MergeUndo undo, CancellationToken cancellationToken) =>
        merges.UndoAsync(OrganisationId, undo, cancellationToken);

    public async Task<ContactDetail?> GetDetailAsync(CancellationToken cancellationToken)
    {
        var detail = await merges.DetailAsync(OrganisationId, ContactId, cancellationToken);
        if (detail is null) DeactivateOnIdle();
        return detail;
    }

    /// <summary>
    /// Sign-ups of the address may overtake the update each time: after a few attempts it takes its turn among them, in the address's
    /// grain.
    /// </summary>
    private async Task<ContactResult> ChangeAsync(CheckedUpdate changes, UpdateContactRequest request, CancellationToken cancellationToken)
    {
        Task<Decision> Decide(CancellationToken token) => updates.DecideAsync(OrganisationId, ContactId, changes, request.Actor, token);
        var result = await OptimisticChange.TryAsync(store, Decide, AttemptsBeforeQueueing, cancellationToken, request.Trail);
        if (result is not null) return result;
        var contact = await store.FindAsync(OrganisationId, ContactId, cancellationToken);
        if (contact is { Email: { } email, EmailKey: { } key } && !changes.ClearEmail)
        {
            result = await ClaimAsync(new EmailClaim
            {
                ContactId = ContactId, Email = email, EmailKey = key, CurrentEmail = email, Changes = changes, Actor = request.Actor,
                Trail = request.Trail,
            });
            if (result.Outcome != ContactOutcome.EmailMismatch) return result; // Else its address was changed meanwhile.
        }
        return await OptimisticChange.RunAsync(store, Decide, cancellationToken, request.Trail);
    }

    private Task<ContactResult> ClaimAsync(EmailClaim claim) =>
        GrainFactory.GetGrain<IEmailGrain>(GrainKeys.Email(OrganisationId, claim.EmailKey)).ClaimAsync(claim);

    private (int OrganisationId, long ContactId) ReadIdentity()
    {
        var (organisationId, contactId) = GrainKeys.Split(this.GetPrimaryKeyString());
        return (organisationId, long.Parse(contactId, System.Globalization.CultureInfo.InvariantCulture));
    }
}
