using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Consent;
using Contacts.Core.PersonalData;
using Orleans;
using Orleans.Concurrency;

namespace Contacts.Grains.Abstractions.Consent;

/// <summary>
/// Consents of an organisation (key: organisation id): the links in mails, and what administrators say. Keeps nothing: it stands where a
/// front has no database.
/// </summary>
[Alias("consent.organisation")]
public interface IConsentGrain : IGrainWithIntegerKey
{
    /// <summary>What the page of a link shows; changes nothing. Found, Unknown or Expired.</summary>
    Task<ConsentPage> ShowAsync(string token, CancellationToken cancellationToken);

    /// <summary>The person confirms what the link asks. Done (also the second time), Unknown or Expired.</summary>
    Task<ConsentPage> ConfirmAsync(string token, ConsentEvidence evidence, CancellationToken cancellationToken);

    /// <summary>The person declines what the link asks. Done (also the second time), Unknown or Expired.</summary>
    Task<ConsentPage> DeclineAsync(string token, ConsentEvidence evidence, CancellationToken cancellationToken);

    /// <summary>The person asks for the confirmation mail once more. Done, Unknown, or Held where the limits say so.</summary>
    Task<ConsentPage> SendAgainAsync(string token, ConsentEvidence evidence, CancellationToken cancellationToken);

    /// <summary>The person unsubscribes from mails. Done (also the second time) or Unknown.</summary>
    Task<ConsentPage> UnsubscribeAsync(string token, ConsentEvidence evidence, CancellationToken cancellationToken);

    /// <summary>The person chooses channels, groups and name. Done or Unknown.</summary>
    Task<ConsentPage> ChooseAsync(string token, PreferenceChoice choice, ConsentEvidence evidence, CancellationToken cancellationToken);

    /// <summary>
    /// The person asks for a copy of what is known, or to be forgotten, which is done at once where the organisation wants that. Done or
    /// Unknown.
    /// </summary>
    Task<ConsentPage> AskAsync(string token, PrivacyRequestKind kind, CancellationToken cancellationToken);

    /// <summary>The links of contacts, in the order of the request; an item whose contact is unknown has no links.</summary>
    Task<ImmutableArray<ContactLinks>> LinksAsync(LinkRequest request, CancellationToken cancellationToken);

    /// <summary>Withdraws a contact's consent. Done (also where there was none), Unknown, or NoAddress.</summary>
    Task<ConsentOutcome> WithdrawAsync(ConsentOrder order, CancellationToken cancellationToken);

    /// <summary>
    /// Gives a contact's consent. Done, Unknown, NoAddress, or NoteMissing where a "no" stands and the order has no note.
    /// </summary>
    Task<ConsentOutcome> GrantAsync(ConsentOrder order, CancellationToken cancellationToken);

    /// <summary>Sends the confirmation mail once more. Done, Unknown, NoAddress, NotPending, or Held where the limits say so.</summary>
    Task<ConsentOutcome> ResendAsync(ConsentOrder order, CancellationToken cancellationToken);

    /// <summary>Links are sealed with a new key from now on; those of the key before it still work.</summary>
    Task RotateLinkKeyAsync(CommandTrail? trail, CancellationToken cancellationToken);
}

/// <summary>
/// Limits the confirmation mails that sign-ups from one network of the net cause in an hour. Key: see <see cref="GrainKeys.Submitter"/>,
/// with the network (/24, or /64 of IPv6).
/// </summary>
[Alias("consent.sender")]
public interface IConfirmationSenderGrain : IGrainWithStringKey
{
    /// <summary>Whether a sign-up from the address may cause another mail; counts it if so.</summary>
    Task<bool> TryMailAsync(string address);

    /// <summary>Takes back what was counted for a sign-up that caused no mail.</summary>
    [OneWay]
    Task GiveBackAsync(string address);
}

/// <summary>The outcome of an act.</summary>
public enum ConsentOutcome
{
    Done,

    /// <summary>There is no such contact, or the link is not one of this service.</summary>
    Unknown,

    /// <summary>The link is over, or another one has taken its place.</summary>
    Expired,

    /// <summary>The contact has no address, or no number, for the channel.</summary>
    NoAddress,
    NoteMissing,
    NotPending,

    /// <summary>Too many confirmation mails were sent to the address.</summary>
    Held,
}

/// <summary>What an administrator or integrator says of a contact's consent.</summary>
[GenerateSerializer, Immutable, Alias("consent.order")]
public sealed record ConsentOrder
{
    [Id(0)] public required long ContactId { get; init; }
    [Id(1)] public ConsentChannel Channel { get; init; }
    [Id(2)] public string? Source { get; init; }
    [Id(3)] public string? Note { get; init; }
    [Id(4)] public required string Actor { get; init; }
    [Id(5)] public ConsentEvidence? Evidence { get; init; }

    /// <summary>The audit entry and the note of an idempotent request, written in the same transaction.</summary>
    [Id(6)] public CommandTrail? Trail { get; init; }
}

/// <summary>What a page about a consent needs. All but <see cref="Outcome"/> is there where the link is one of this service.</summary>
[GenerateSerializer, Immutable, Alias("consent.page")]
public sealed record ConsentPage
{
    [Id(0)] public required ConsentOutcome Outcome { get; init; }
    [Id(1)] public LinkPurpose Purpose { get; init; }
    [Id(2)] public ConsentState State { get; init; }

    /// <summary>The organisation's name.</summary>
    [Id(3)] public string Organisation { get; init; } = "";

    /// <summary>The organisation's language.</summary>
    [Id(4)] public string Language { get; init; } = "en";

    /// <summary>The address as the contact has it; null where no contact has it any more.</summary>
    [Id(5)] public string? Email { get; init; }

    /// <summary>Where the organisation leads people after they confirmed or unsubscribed.</summary>
    [Id(6)] public string? Redirect { get; init; }

    /// <summary>Of the page of preferences alone.</summary>
    [Id(7)] public Preferences? Preferences { get; init; }

    /// <summary>Whether the person has just been erased: the link is over.</summary>
    [Id(8)] public bool IsErased { get; init; }

    public static ConsentPage Of(ConsentOutcome outcome) => new() { Outcome = outcome };
}

/// <summary>What a person may choose, as it stands.</summary>
[GenerateSerializer, Immutable, Alias("consent.preferences")]
public sealed record Preferences
{
    [Id(0)] public required bool Email { get; init; }

    /// <summary>Null where the contact has no number.</summary>
    [Id(1)] public bool? Sms { get; init; }

    [Id(2)] public string FirstName { get; init; } = "";
    [Id(3)] public string LastName { get; init; } = "";
    [Id(4)] public ImmutableArray<PublicGroup> Groups { get; init; } = [];
}

/// <summary>A group that people see on the page of preferences.</summary>
[GenerateSerializer, Immutable, Alias("consent.public-group")]
public sealed record PublicGroup
{
    [Id(0)] public required long Id { get; init; }
    [Id(1)] public required string Title { get; init; }
    [Id(2)] public string Description { get; init; } = "";
    [Id(3)] public required bool IsMember { get; init; }
}

/// <summary>What a person chose; names as sent.</summary>
[GenerateSerializer, Immutable, Alias("consent.choice")]
public sealed record PreferenceChoice
{
    [Id(0)] public required bool Email { get; init; }
    [Id(1)] public required bool Sms { get; init; }
    [Id(2)] public string? FirstName { get; init; }
    [Id(3)] public string? LastName { get; init; }

    /// <summary>The public groups that the person wants to be in.</summary>
    [Id(4)] public ImmutableArray<long> Groups { get; init; } = [];
}

/// <summary>Whose links are asked for: canonical addresses, or contacts by integer id.</summary>
[GenerateSerializer, Immutable, Alias("consent.link-request")]
public sealed record LinkRequest
{
    [Id(0)] public ImmutableArray<string> EmailKeys { get; init; } = [];
    [Id(1)] public ImmutableArray<long> ContactIds { get; init; } = [];
}

/// <summary>The links of a contact, as tokens; all null where it is unknown or has no address.</summary>
[GenerateSerializer, Immutable, Alias("consent.contact-links")]
public sealed record ContactLinks
{
    [Id(0)] public string? Email { get; init; }
    [Id(1)] public long? ContactId { get; init; }
    [Id(2)] public string? UnsubscribeToken { get; init; }
    [Id(3)] public string? PreferencesToken { get; init; }
}
