using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Contacts;
using Orleans;

namespace Contacts.Grains.Abstractions.Contacts;

/// <summary>
/// Serialises and coalesces what happens to one canonical address of one organisation. Key: see <see cref="GrainKeys.Email"/>.
/// </summary>
[Alias("contacts.email")]
public interface IEmailGrain : IGrainWithStringKey
{
    /// <summary>
    /// Registers or creates, as the contact's kind says. Sign-ups that arrive while a write is under way are folded into the next one. A
    /// sign-up is always done; a create is Done, EmailTaken or GroupNotFound.
    /// </summary>
    Task<ContactResult> WriteAsync(CheckedContact contact);

    /// <summary>
    /// Gives this address to a contact, merging its owner in where the command says so, in one transaction.
    /// Done, NotFound, EmailMismatch, EmailTaken, Invalid.
    /// </summary>
    Task<ContactResult> ClaimAsync(EmailClaim claim);

    /// <summary>
    /// Updates the contact of an identity, or creates it. The grain's key is then that of the identity. Done, Invalid, GroupNotFound,
    /// EmailTaken, ForeignIdTaken, SeveralMatch.
    /// </summary>
    Task<ContactResult> UpsertAsync(ContactUpsert upsert);
}

/// <summary>One contact by its integer id, old ids of merged contacts included. Key: see <see cref="GrainKeys.Contact"/>.</summary>
[Alias("contacts.contact-grain")]
public interface IContactGrain : IGrainWithStringKey
{
    /// <summary>Changes only what was sent. Done, Invalid, NotFound, GroupNotFound, EmailTaken, ForeignIdTaken, ChangedMeanwhile.</summary>
    Task<ContactResult> UpdateAsync(UpdateContactRequest request, CancellationToken cancellationToken);

    /// <summary>Done, Invalid, NotFound, EmailMismatch, EmailTaken.</summary>
    Task<ContactResult> ChangeEmailAsync(ChangeEmailRequest request, CancellationToken cancellationToken);

    /// <summary>What <see cref="ChangeEmailAsync"/> would do; writes nothing.</summary>
    Task<EmailChangePreview> PreviewEmailChangeAsync(string newEmail, CancellationToken cancellationToken);

    /// <summary>Merges another contact into this one. Done (with the merge id), Invalid (the same contact), NotFound.</summary>
    Task<ContactResult> MergeAsync(long legacyId, string actor, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>Gives both contacts of a merge back. Done, MergeNotFound, CannotBeUndone.</summary>
    Task<ContactResult> UndoMergeAsync(MergeUndo undo, CancellationToken cancellationToken);

    /// <summary>The contact with the newest part of its history, merges and tickets; null if there is none.</summary>
    Task<ContactDetail?> GetDetailAsync(CancellationToken cancellationToken);
}

/// <summary>
/// The contacts of an organisation (key: organisation id): reads over all of them, paged SQL, never a fan-out; and creating those without
/// an address, for which no grain stands.
/// </summary>
[Alias("contacts.directory")]
public interface IContactDirectoryGrain : IGrainWithIntegerKey
{
    Task<ContactPage> ListAsync(ContactQuery query, CancellationToken cancellationToken);

    /// <summary>Creates a contact that has a phone alone. Done or GroupNotFound.</summary>
    Task<ContactResult> CreateAsync(CheckedContact contact);

    /// <summary>The integer id of the live contact behind an external id, also one that was merged away; null if unknown.</summary>
    Task<long?> ResolveAsync(string externalId, CancellationToken cancellationToken);

    /// <summary>The integer id of the live contact that has a canonical address; null if there is none.</summary>
    Task<long?> FindByEmailAsync(string emailKey, CancellationToken cancellationToken);

    /// <summary>The contact of an id, old ids of merged contacts included; null if there is none.</summary>
    Task<Contact?> GetAsync(long contactId, CancellationToken cancellationToken);

    /// <summary>The live contacts of an identity, at most 100: several only where a number is all there is of it.</summary>
    Task<ImmutableArray<Contact>> FindAsync(ContactIdentity identity, CancellationToken cancellationToken);

    /// <summary>A part of the history of a live contact.</summary>
    Task<HistoryPage> HistoryAsync(long contactId, HistoryRange range, CancellationToken cancellationToken);

    /// <summary>The integer id of the survivor of a merge; null if the merge is unknown.</summary>
    Task<long?> ResolveMergeAsync(string mergeId, CancellationToken cancellationToken);
}
