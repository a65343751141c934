using System.Collections.Immutable;
using Contacts.Core.Analytics;
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

    /// <summary>The id of the API key.</summary>
    [Id(13)] public long KeyId { get; init; }

    /// <summary>The sign-ups that were folded into this one, itself included; empty where it stands for itself alone.</summary>
    [Id(14)] public ImmutableArray<FoldedContact> Folded { get; init; } = [];

    /// <inheritdoc cref="Contact.ForeignId"/>
    [Id(15)] public string? ForeignId { get; init; }

    /// <summary>A change as <see cref="ContactAttributes"/> says.</summary>
    [Id(16)] public string? Attributes { get; init; }

    /// <summary>Whether it is part of a bulk request, which sends no confirmation mail to suppressed addresses.</summary>
    [Id(17)] public bool IsOfMany { get; init; }

    /// <summary>The row of a batch that writes this contact; <paramref name="groups"/> are those of its ids and names, by id.</summary>
    public ContactWrite ToWrite(int organisationId, ImmutableArray<GroupRef> groups, DateTimeOffset at) =>
        ToWrite(organisationId, ExternalId.New(), groups, at);

    private ContactWrite ToWrite(
        int organisationId, string externalId, ImmutableArray<GroupRef> groups, DateTimeOffset at) => new ContactWrite
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
        ForeignId = ForeignId,
        Attributes = Attributes,
        SignUps = Kind == ContactWriteKind.Register ? SignUps(groups) : [],
    }.WithProfile(field => this[field]);

    /// <summary>
    /// The one contact to write that does what this and then <paramref name="next"/>, of the same address, would do: later values win,
    /// groups are united. Null if they must stay two, because each is recorded with its own source and actor.
    /// </summary>
    public CheckedContact? FoldOrNull(CheckedContact next)
    {
        if (Kind == ContactWriteKind.Create || Kind != next.Kind || Source != next.Source || Actor != next.Actor
            || IsBounded != next.IsBounded || KeyId != next.KeyId || IsOfMany != next.IsOfMany) return null;
        if (Trail is not null || next.Trail is not null) return null; // Each notes its own effect.
        return (this with
        {
            Phone = Winning(Phone, next.Phone),
            GroupNames = [.. GroupNames.UnionBy(next.GroupNames, GroupTag.Key)],
            Folded = Kind == ContactWriteKind.Register ? FoldedContact.Add(All, next.All) : [],
        }).WithProfile(field => Winning(this[field], next[field]));
    }

    private static AuditedAct Creation(string externalId, DateTimeOffset at) => new()
    {
        At = at, Action = AuditActions.ContactCreated, TargetKind = AuditTargets.Contact, TargetId = externalId,
    };

    private ImmutableArray<FoldedContact> All => Folded.IsEmpty ? [new() { GroupNames = GroupNames, Count = 1 }] : Folded;

    private ImmutableArray<FoldedSignUps> SignUps(ImmutableArray<GroupRef> groups) => Folded.IsEmpty
        ? [new(SignUpOrigin.Of(Source, groups, KeyId), 1)]
        : [.. Folded.Select(one => new FoldedSignUps(SignUpOrigin.Of(Source, one.Of(groups), KeyId), one.Count))];

    // What only adds fills what is empty and overwrites nothing, so of two the earlier value stays.
    private string? Winning(string? first, string? second) => Kind == ContactWriteKind.Register ? second ?? first : first ?? second;
}

/// <summary>So many sign-ups with the same groups that were folded into one write.</summary>
[GenerateSerializer, Immutable, Alias("contacts.folded")]
public sealed record FoldedContact
{
    [Id(0)] public required ImmutableArray<string> GroupNames { get; init; }
    [Id(1)] public required int Count { get; init; }

    /// <summary>Those of both, the first one first; equal groups are counted together.</summary>
    public static ImmutableArray<FoldedContact> Add(ImmutableArray<FoldedContact> before, ImmutableArray<FoldedContact> next)
    {
        var all = before.ToList();
        foreach (var one in next)
        {
            var same = all.FindIndex(other => other.GroupNames.SequenceEqual(one.GroupNames, StringComparer.Ordinal));
            if (same < 0) all.Add(one);
            else all[same] = all[same] with { Count = all[same].Count + one.Count };
        }
        return [.. all];
    }

    /// <summary>Its own of the groups of all; those that could not be made are in neither.</summary>
    public ImmutableArray<GroupRef> Of(ImmutableArray<GroupRef> groups)
    {
        var keys = GroupNames.Select(GroupTag.Key).ToHashSet();
        return [.. groups.Where(group => keys.Contains(GroupTag.Key(group.Name)))];
    }
}
