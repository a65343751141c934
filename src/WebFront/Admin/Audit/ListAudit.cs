using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Contacts.Core.Audit;
using Contacts.Grains.Abstractions.Audit;
using Contacts.WebFront.Pipeline;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Description;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Audit;

/// <summary>What administrators did.</summary>
internal static class ListAudit
{
    public static ApiGroup MapAdminAudit(this ApiGroup api) => api.Tagged("Admin: audit").Get<AuditAnswer>("/audit/list", HandleAsync);

    /// <summary>List what administrators did</summary>
    /// <remarks>
    /// Newest first: every change by a person of the console or by a key through `/bff`. Entries are written with what they tell and never
    /// changed. nextBefore as `before` gives the page behind; entries that are added meanwhile do not move it.
    /// </remarks>
    [Parameter<long>("limit", "Entries per page, 50 unless given; over 100 is 100.", 50)]
    [Parameter<long>("before", "Only entries older than the one of this id.", 4711)]
    [Parameter<string>("actor", "Only what the actor of this name did.", "PROD key 12")]
    [Parameter<string>("action", "Only this action.", "contact.merged")]
    [Parameter<string>("target", "Only what was done to this record: its kind, a colon and its id.", "contact:a8Kd0Qz3LmX91bTy")]
    public static async Task<Reply<AuditAnswer>> HandleAsync(ApiCall call)
    {
        var values = new QueryValues(call.Http.Request.Query);
        var query = new AuditQuery
        {
            Limit = values.PageSize("limit", 50), Before = values.Integer("before"), Actor = values.Text("actor"),
            Action = values.Text("action"),
        };
        if (values.Text("target") is { } target)
        {
            if (target.Split(':', 2) is not [{ Length: > 0 } kind, { Length: > 0 } id])
                return Failure.Invalid("\"target\" must be a kind and an id with a colon between");
            query = query with { TargetKind = kind, TargetId = id };
        }
        if (values.Problem is { } problem)
            return problem;
        return AuditAnswer.Of(await call.OfOrganisation<IAuditGrain>().ListAsync(query, call.Aborted));
    }
}

/// <param name="Items">Entries.</param>
/// <param name="NextBefore">For the next page; null on the last one.</param>
internal sealed record AuditAnswer(ImmutableArray<AuditItem> Items, long? NextBefore) : Answer
{
    public static AuditAnswer Of(AuditPage page) =>
        new([.. page.Entries.Select(entry => new AuditItem(entry))], page.HasMore ? page.Entries[^1].Id : null);
}

/// <summary>An entry of the audit.</summary>
internal sealed class AuditItem
{
    private readonly AuditEntry _entry;

    internal AuditItem(AuditEntry entry) => _entry = entry;

    /// <summary>Id of the entry; later ones have greater ids.</summary><example>4711</example>
    public long Id => _entry.Id;

    /// <summary>When.</summary><example>2026-01-15T08:30:00.000Z</example>
    public DateTimeOffset At => _entry.Act.At;

    /// <summary>Who.</summary>
    public AuditActorView Actor => new(_entry.Actor);

    /// <summary>What.</summary><example>contact.merged</example>
    public string Action => _entry.Act.Action;

    /// <summary>With which record.</summary>
    public AuditTargetView Target => new(_entry.Act);

    /// <summary>More about it, without personal data: names of fields, states, ids.</summary><example>firstName, company</example>
    public string Summary => _entry.Act.Summary;

    /// <summary>From which address.</summary><example>192.0.2.1</example>
    public string? Ip => _entry.Actor.Ip?.ToString();
}

/// <summary>Who did something.</summary>
internal sealed class AuditActorView
{
    internal AuditActorView(Actor actor) => (Kind, Name) = (actor.Kind.ToString().ToLowerInvariant(), actor.Name);

    /// <summary>A person of the console, an API key, or the service itself.</summary><example>key</example>
    [AllowedValues("user", "key", "system")] public string Kind { get; }

    /// <summary>The person's e-mail address, or kind and id of the key.</summary><example>PROD key 12</example>
    public string Name { get; }
}

/// <summary>A record that something was done with.</summary>
internal sealed class AuditTargetView
{
    internal AuditTargetView(AuditedAct act) => (Kind, Id) = (act.TargetKind, act.TargetId!);

    /// <summary>Kind of the record.</summary><example>contact</example>
    public string Kind { get; }

    /// <summary>Id by which the record is known.</summary><example>a8Kd0Qz3LmX91bTy</example>
    public string Id { get; }
}

[JsonSerializable(typeof(AuditAnswer))]
internal sealed partial class AuditJson : JsonSerializerContext;
