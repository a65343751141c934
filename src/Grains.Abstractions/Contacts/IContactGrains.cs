using Contacts.Core.Contacts;
using Contacts.Core.Idempotency;
using Orleans;

namespace Contacts.Grains.Abstractions.Contacts;

/// <summary>
/// Where contacts come in, one stateless worker per organisation (key: organisation id): checks and normalises input by the
/// organisation's settings, then asks the grain of the address.
/// </summary>
[Alias("contacts.intake")]
public interface IContactIntakeGrain : IGrainWithIntegerKey
{
    /// <summary>Creates the contact of the address or updates it. Done or Invalid.</summary>
    Task<ContactResult> RegisterAsync(RegistrationRequest request, CancellationToken cancellationToken);

    /// <summary>Creates a contact, never updates one. Done, Invalid, GroupNotFound or EmailTaken.</summary>
    Task<ContactResult> CreateAsync(CreateContactRequest request, CancellationToken cancellationToken);
}

/// <summary>
/// Serialises and coalesces what happens to one canonical address of one organisation. Key: see <see cref="GrainKeys.Email"/>.
/// </summary>
[Alias("contacts.email")]
public interface IEmailGrain : IGrainWithStringKey
{
    /// <summary>Calls that arrive while a write is under way are folded into the next one. Always done.</summary>
    Task<ContactResult> RegisterAsync(Registration registration, CancellationToken cancellationToken);

    /// <summary>Done, EmailTaken or GroupNotFound.</summary>
    Task<ContactResult> CreateAsync(NewContact contact, CancellationToken cancellationToken);

    /// <summary>
    /// Gives this address to a contact, merging its owner in where the command says so, in one transaction.
    /// Done, NotFound, EmailMismatch, EmailTaken, Invalid.
    /// </summary>
    Task<ContactResult> ClaimAsync(EmailClaim claim, CancellationToken cancellationToken);
}

/// <summary>One contact by its integer id, old ids of merged contacts included. Key: see <see cref="GrainKeys.Contact"/>.</summary>
[Alias("contacts.contact-grain")]
public interface IContactGrain : IGrainWithStringKey
{
    /// <summary>Changes only what was sent. Done, Invalid, NotFound, GroupNotFound, EmailTaken.</summary>
    Task<ContactResult> UpdateAsync(UpdateContactRequest request, CancellationToken cancellationToken);

    /// <summary>Done, Invalid, NotFound, EmailMismatch, EmailTaken.</summary>
    Task<ContactResult> ChangeEmailAsync(ChangeEmailRequest request, CancellationToken cancellationToken);

    /// <summary>What <see cref="ChangeEmailAsync"/> would do; writes nothing.</summary>
    Task<EmailChangePreview> PreviewEmailChangeAsync(string newEmail, CancellationToken cancellationToken);

    /// <summary>Merges another contact into this one. Done (with the merge id), Invalid (the same contact), NotFound.</summary>
    Task<ContactResult> MergeAsync(long legacyId, string actor, IdempotencyStamp? stamp, CancellationToken cancellationToken);

    /// <summary>Gives both contacts of a merge back. Done, MergeNotFound, CannotBeUndone.</summary>
    Task<ContactResult> UndoMergeAsync(MergeUndo undo, CancellationToken cancellationToken);

    /// <summary>The contact with history, merges and tickets; null where there is none.</summary>
    Task<ContactDetail?> GetDetailAsync(CancellationToken cancellationToken);
}

/// <summary>Reads over all contacts of an organisation (key: organisation id): paged SQL, never a fan-out.</summary>
[Alias("contacts.directory")]
public interface IContactDirectoryGrain : IGrainWithIntegerKey
{
    Task<ContactPage> ListAsync(ContactQuery query, CancellationToken cancellationToken);

    /// <summary>The integer id of the live contact behind an external id, also one that was merged away; null where unknown.</summary>
    Task<long?> ResolveAsync(string externalId, CancellationToken cancellationToken);

    /// <summary>The integer id of the survivor of a merge; null where the merge is unknown.</summary>
    Task<long?> ResolveMergeAsync(string mergeId, CancellationToken cancellationToken);
}
