using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Contacts.Core.Consent;
using Contacts.Core.Erasure;
using Contacts.Grains.Abstractions.Erasure;
using Contacts.WebFront.Pipeline;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Description;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Erasure;

/// <summary>Erases people, and says who was erased.</summary>
internal static class ErasureRoutes
{
    private const int HashDigits = 64;

    public static ApiGroup MapAdminErasure(this ApiGroup api) => api.Tagged("Admin: erasure")
        .Post<EraseBody, EraseAnswer>("/contact/erase", EraseAsync, Failure.ContactNotFound, Failure.ImportRunning)
        .Get<ErasuresAnswer>("/erasure/list", ListAsync)
        .Post<SuppressBody, SuppressAnswer>("/erasure/suppress", SuppressAsync);

    /// <summary>Erase a person</summary>
    /// <remarks>
    /// Removes what is kept of the contact and of all that were merged into it, with their addresses, numbers, names, texts and IP
    /// addresses, from every table. Cannot be undone. Afterwards the ids answer 404; numbers of analytics stay; entries of the history keep
    /// kind and time. Refused while an import that has not ended holds an address or number of the person.
    /// </remarks>
    public static async Task<Reply<EraseAnswer>> EraseAsync(ApiCall call, EraseBody body)
    {
        if (Failure.FirstMissing(("id", body.Id), ("reason", body.Reason)) is { } missing) return missing;
        if (TicketErasureNames.Parse(body.Tickets) is not { } tickets)
            return Failure.Invalid($"\"tickets\" must be \"{TicketErasureNames.Redact}\" or \"{TicketErasureNames.Keep}\"");
        var grain = call.OfOrganisation<IErasureGrain>();
        if (call.Effect is { } effect && await grain.FindAsync(effect.Id, call.Aborted) is { } done)
            return new EraseAnswer(done.EraseId, new(done.Counts));
        var result = await grain.EraseAsync(
            new()
            {
                ContactId = body.Id!, Reason = body.Reason!, Suppress = body.Suppress ?? true, Tickets = tickets, Actor = call.Caller.Actor,
                Trail = call.Trail,
            },
            CancellationToken.None);
        return result.Outcome switch
        {
            EraseOutcome.Done => new EraseAnswer(result.EraseId!, new(result.Counts)),
            EraseOutcome.NotFound => Failure.ContactNotFound,
            EraseOutcome.ImportRunning => Failure.ImportRunning,
            _ => Failures.Of(result.Problem, call.Dialect),
        };
    }

    /// <summary>List who was erased</summary>
    /// <remarks>
    /// Newest first, without anything that says who the person was. nextBefore as `before` gives the page behind; erasures that are added
    /// meanwhile do not move it.
    /// </remarks>
    [Parameter<long>("limit", "Erasures per page, 50 unless given; over 100 is 100.", 50)]
    [Parameter<long>("before", "Only erasures older than the one of this number.", 4711)]
    public static async Task<Reply<ErasuresAnswer>> ListAsync(ApiCall call)
    {
        var values = new QueryValues(call.Http.Request.Query);
        var (limit, before) = (values.PageSize("limit", 50), values.Integer("before"));
        if (values.Problem is { } problem) return problem;
        return ErasuresAnswer.Of(await call.OfOrganisation<IErasureGrain>().ListAsync(limit, before, call.Aborted));
    }

    /// <summary>Suppress addresses by their hashes</summary>
    /// <remarks>
    /// For what `erasures.jsonl` has and a restored backup has not: imports, forms and writes of integrators do not bring the addresses and
    /// numbers back. The hashes are those of this database; others have no effect. Safe to repeat.
    /// </remarks>
    public static async Task<Reply<SuppressAnswer>> SuppressAsync(ApiCall call, SuppressBody body)
    {
        if (body.Hashes is not { IsDefaultOrEmpty: false } hashes) return Failure.Required("hashes");
        if (hashes.Length > SuppressionHash.MostAtOnce)
            return Failure.Invalid($"\"hashes\" must have at most {SuppressionHash.MostAtOnce} items");
        if (!hashes.All(hash => hash.Length == HashDigits && hash.All(char.IsAsciiHexDigit)))
            return Failure.Invalid($"\"hashes\" must be {HashDigits} hexadecimal digits each");
        if (call.Effect is { } effect) return new SuppressAnswer((int)effect.Id);
        return new SuppressAnswer(await call.OfOrganisation<IErasureGrain>().SuppressAsync(hashes, call.Trail, CancellationToken.None));
    }
}

[JsonSerializable(typeof(EraseBody))]
[JsonSerializable(typeof(EraseAnswer))]
[JsonSerializable(typeof(ErasuresAnswer))]
[JsonSerializable(typeof(SuppressBody))]
[JsonSerializable(typeof(SuppressAnswer))]
internal sealed partial class ErasureJson : JsonSerializerContext;
