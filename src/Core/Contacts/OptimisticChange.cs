using System.Collections.Immutable;
using Contacts.Core.Audit;

namespace Contacts.Core.Contacts;

/// <summary>What a pure rule decided, answers aside.</summary>
public interface IDecision
{
    /// <summary>What is to be committed; null: nothing.</summary>
    ContactChangeSet? Changes { get; }
}

/// <summary>
/// The decision of a pure rule: an immediate answer, or a change set to commit and the answer to give after the commit.
/// </summary>
public readonly record struct Decision(ContactResult Answer, ContactChangeSet? Changes) : IDecision
{
    public static Decision Refuse(ContactResult answer) => new(answer, null);
    public static Decision Refuse(ContactOutcome outcome) => new(ContactResult.Of(outcome), null);

    /// <summary>One contact changed: its entries in the history and the answer follow from the two rows.</summary>
    public static Decision Change(ContactRow before, ContactRow after, ChangeNote note, ImmutableArray<ContactEvent>? events = null)
    {
        var written = after with { UpdatedAt = note.At };
        return new(
            Answered(written), Set(before.OrganisationId, [written], events ?? ContactEvents.OfChange(before, after, note), note.At));
    }

    /// <summary>This decision with what the command that led to it leaves.</summary>
    public Decision With(CommandTrail? trail) =>
        Changes is null || trail is null ? this : this with { Changes = Changes with { Trail = trail.Doing(ContactActs.Of(Changes)) } };

    public static ContactResult Answered(ContactRow written) =>
        ContactResult.Done((written with { Version = written.Version + 1 }).ToContact()) with
        {
            ContactId = written.Id, Change = ContactChange.Updated,
        };

    public static ContactChangeSet Set(
        int organisationId, ImmutableArray<ContactRow> contacts, ImmutableArray<ContactEvent> events, DateTimeOffset at) =>
        new() { OrganisationId = organisationId, Contacts = contacts, Events = events, At = at };
}

/// <summary>Reads, decides and writes, with optimistic concurrency: repeats where another writer changed a contact in between.</summary>
public static class OptimisticChange
{
    private const int MostAttempts = 100;

    /// <summary>
    /// Runs <paramref name="decide"/> until its change set applies. Where the address turns out to be taken although the decision
    /// found it free, the next attempt sees its owner.
    /// </summary>
    public static async Task<ContactResult> RunAsync(
        IContactStore store, Func<CancellationToken, Task<Decision>> decide, CancellationToken cancellationToken,
        CommandTrail? trail = null) =>
        (await ApplyAsync(store, async token => (await decide(token)).With(trail), cancellationToken)).Answer;

    /// <summary>As <see cref="RunAsync"/>, but null where another writer was faster in each of the attempts.</summary>
    public static async Task<ContactResult?> TryAsync(
        IContactStore store, Func<CancellationToken, Task<Decision>> decide, int attempts, CancellationToken cancellationToken,
        CommandTrail? trail = null) =>
        (await TryApplyAsync(store, async token => (await decide(token)).With(trail), attempts, cancellationToken))?.Answer;

    /// <summary>As <see cref="RunAsync"/>, of any decision: the one that was applied, or that changes nothing.</summary>
    public static async Task<TDecision> ApplyAsync<TDecision>(
        IContactStore store, Func<CancellationToken, Task<TDecision>> decide, CancellationToken cancellationToken)
        where TDecision : struct, IDecision =>
        await TryApplyAsync(store, decide, MostAttempts, cancellationToken)
            ?? throw new StoreUnavailableException("The contact or its consents kept changing while they were being written.");

    private static async Task<TDecision?> TryApplyAsync<TDecision>(
        IContactStore store, Func<CancellationToken, Task<TDecision>> decide, int attempts, CancellationToken cancellationToken)
        where TDecision : struct, IDecision
    {
        for (var attempt = 0; attempt < attempts; attempt++)
        {
            var decision = await decide(cancellationToken);
            if (decision.Changes is not { } changes) return decision;
            if (await store.ApplyAsync(changes, cancellationToken) == ApplyOutcome.Applied) return decision;
        }
        return null;
    }
}
