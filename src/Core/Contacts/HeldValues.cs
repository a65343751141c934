using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Contacts.Core.Consent;

namespace Contacts.Core.Contacts;

/// <summary>
/// What a sign-up says about a contact that is known already, kept until the person confirms the address. Null means "not given".
/// </summary>
public sealed partial record HeldValues : ContactProfile<string?>
{
    /// <summary>The normalised address of a sign-up that waits without a contact; else null.</summary>
    public string? Email { get; init; }

    public string? Phone { get; init; }
    public ImmutableArray<long> GroupIds { get; init; } = [];

    /// <summary>
    /// What was held for a contact, and then <paramref name="write"/>: later values win, groups are united up to the write's bound. Null if
    /// neither says anything.
    /// </summary>
    public static string? Add(string? held, ContactRow known, ContactWrite write)
    {
        var before = ReadOrEmpty(held);
        var room = Math.Max(before.GroupIds.Length, (write.MostGroups ?? int.MaxValue) - known.Groups.Length);
        var groups = before.GroupIds.Union(write.GroupIds).Except(known.Groups.Select(group => group.Id)).Take(room);
        var after = before.With(write, groups);
        return after.IsEmpty ? null : Write(after);
    }

    /// <summary>
    /// As <see cref="Add"/>, of a sign-up that waits without a contact: <see cref="ToWrite(ConsentRow, ConfirmedSignUp)"/> makes it.
    /// </summary>
    public static string AddAlone(string? held, ContactWrite write)
    {
        var before = ReadOrEmpty(held);
        var groups = before.GroupIds.Union(write.GroupIds).Take(write.MostGroups ?? int.MaxValue);
        return Write(before.With(write, groups) with { Email = write.Email });
    }

    /// <summary>The write that makes the contact of a sign-up which waits without one; null where the consent holds none.</summary>
    public static ContactWrite? ToWrite(ConsentRow consent, ConfirmedSignUp confirmed) =>
        consent.Held is not null && Read(consent.Held) is { Email: not null } held
            ? held.ToWrite(consent, confirmed.Act) with { Confirmed = confirmed }
            : null;

    /// <summary>The contact with what its consent holds, as a sign-up writes it.</summary>
    public static ContactRow Apply(ConsentRow consent, ContactRow contact, ConsentAct act) =>
        consent.Held is null ? contact : ContactWriteRule.Overwritten(contact, Read(consent.Held).ToWrite(consent, act));

    private HeldValues With(ContactWrite write, IEnumerable<long> groups) =>
        (this with { Phone = write.Phone ?? Phone, GroupIds = [.. groups] }).WithProfile(field => write[field] ?? this[field]);

    private bool IsEmpty => Phone is null && GroupIds.IsEmpty && ProfileField.All.All(item => this[item] is null);

    private static string Write(HeldValues held) => JsonSerializer.Serialize(held, HeldJson.Default.HeldValues);

    private static HeldValues ReadOrEmpty(string? held) => held is null ? new() : Read(held);

    private static HeldValues Read(string held) => JsonSerializer.Deserialize(held, HeldJson.Default.HeldValues)!;

    private ContactWrite ToWrite(ConsentRow consent, ConsentAct act) => new ContactWrite
    {
        Kind = ContactWriteKind.Register, OrganisationId = consent.OrganisationId, ExternalId = ExternalId.New(),
        Email = Email, EmailKey = consent.Address, Phone = Phone, GroupIds = GroupIds, Source = consent.Source,
        Actor = act.Actor, At = act.At, Evidence = act.Evidence,
    }.WithProfile(field => this[field]);

    [JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(HeldValues))]
    private sealed partial class HeldJson : JsonSerializerContext;
}
