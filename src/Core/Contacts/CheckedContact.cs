using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.Consent;
using Contacts.Core.Groups;
using Contacts.Core.Text;
using Orleans;

namespace Contacts.Core.Contacts;

/// <summary>
/// A contact that was checked and is fit to be written, but for its groups: clean values, null if nothing was given. At least one of
/// <see cref="Email"/> and <see cref="Phone"/> is there.
/// </summary>
[GenerateSerializer, Immutable, Alias("contacts.checked")]
public sealed record CheckedContact : ContactProfile<string?>
{
    /// <summary>Register, AddIfAbsent or Create.</summary>
    [Id(0)] public required ContactWriteKind Kind { get; init; }

    /// <summary>Normalised.</summary>
    [Id(1)] public string? Email { get; init; }

    /// <summary>The canonical form of the address, which identifies the contact.</summary>
    [Id(2)] public string? EmailKey { get; init; }

    /// <summary>E.164.</summary>
    [Id(3)] public string? Phone { get; init; }

    [Id(4)] public string? Source { get; init; }

    /// <summary>Groups that must exist.</summary>
    [Id(5)] public ImmutableArray<long> GroupIds { get; init; } = [];

    /// <summary>Groups by name, each once; unknown ones are created.</summary>
    [Id(6)] public ImmutableArray<string> GroupNames { get; init; } = [];

    /// <inheritdoc cref="ContactWrite.EmailSubscribed"/>
    [Id(7)] public bool? EmailSubscribed { get; init; }

    /// <inheritdoc cref="ContactWrite.EmailSubscribed"/>
    [Id(8)] public bool? SmsSubscribed { get; init; }

    [Id(9)] public required string Actor { get; init; }
    [Id(10)] public CommandTrail? Trail { get; init; }

    /// <summary>Whether it comes from a key whose only scope is public: the organisation's bounds hold.</summary>
    [Id(11)] public bool IsBounded { get; init; }

    /// <summary>From where it comes; null where that does not prove anything.</summary>
    [Id(12)] public ConsentEvidence? Evidence { get; init; }

    /// <summary>The row of a batch that writes this contact; <paramref name="groups"/> are those of its ids and names.</summary>
    public ContactWrite ToWrite(int organisationId, ImmutableArray<GroupRef> groups, DateTimeOffset at) =>
        ToWrite(organisationId, ExternalId.New(), groups, at);

    private ContactWrite ToWrite(int organisationId, string externalId, ImmutableArray<GroupRef> groups, DateTimeOffset at) => new ContactWrite
    {
        Kind = Kind,
        OrganisationId = organisationId,
        Email = Email,
        EmailKey = EmailKey,
        ExternalId = externalId,
        Phone = Phone,
        GroupIds = [.. groups.Select(group => group.Id)],
        EmailSubscribed = EmailSubscribed,
        SmsSubscribed = SmsSubscribed,
        Source = Source,
        Actor = Actor,
        Trail = Trail?.Doing(Creation(externalId, at)),
        At = at,
        Evidence = Evidence?.Write(),
    }.WithProfile(field => this[field]);

    /// <summary>
    /// The one contact to write that does what this and then <paramref name="next"/>, of the same address, would do: later values win,
    /// groups are united. Null if they must stay two, because each is recorded with its own source and actor.
    /// </summary>
    public CheckedContact? FoldOrNull(CheckedContact next)
    {
        if (Kind == ContactWriteKind.Create || Kind != next.Kind || Source != next.Source || Actor != next.Actor
            || IsBounded != next.IsBounded) return null;
        if (Trail is not null || next.Trail is not null) return null; // Each notes its own effect.
        return (this with
        {
            Phone = Winning(Phone, next.Phone),
            GroupNames = [.. GroupNames.UnionBy(next.GroupNames, GroupTag.Key)],
        }).WithProfile(field => Winning(this[field], next[field]));
    }

    private static AuditedAct Creation(string externalId, DateTimeOffset at) => new()
    {
        At = at, Action = AuditActions.ContactCreated, TargetKind = AuditTargets.Contact, TargetId = externalId,
    };

    // What only adds fills what is empty and overwrites nothing, so of two the earlier value stays.
    private string? Winning(string? first, string? second) => Kind == ContactWriteKind.Register ? second ?? first : first ?? second;
}
