using System.Collections.Immutable;
using Contacts.Core.Contacts;
using Contacts.Core.Email;
using Contacts.Core.Organisations;
using Contacts.Core.Settings;
using Contacts.Grains.Jobs;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Organisations;

/// <summary>Wakes this process's <see cref="RekeyingService"/>.</summary>
public sealed class RekeyingSignal : WorkSignal;

/// <summary>
/// Runs the jobs that give contacts new canonical addresses after an organisation switched its setting. A job is held by one process at a
/// time, for seconds: after a crash any process goes on where it was. Nothing is merged; two contacts that have become one are reported.
/// </summary>
public sealed partial class RekeyingService(
    IRekeyingStore store, IContactStore contactStore, IOrganisationStore organisations, RekeyingSignal signal, TimeProvider time,
    ILogger<RekeyingService> logger)
    : JobLoop(signal, time)
{
    private const int BatchSize = 500;
    private const int MostCollisions = 1000;
    private static readonly TimeSpan _lease = TimeSpan.FromSeconds(15);

    // Processes know a new setting after five seconds at most; a write that was begun before may wait for a store that is unavailable.
    private static readonly ImmutableArray<TimeSpan> _passes = [TimeSpan.Zero, TimeSpan.FromSeconds(6), TimeSpan.FromSeconds(60)];

    /// <summary>Runs one pass of a job that is due; false if there is none.</summary>
    public override async Task<bool> RunOneAsync(CancellationToken cancellationToken)
    {
        if (await store.ClaimAsync(Now, Now + _lease, cancellationToken) is not { } job) return false;
        var stored = await organisations.FindAsync(job.OrganisationId, cancellationToken);
        if (stored is null) return false;
        var mode = SettingsDocument.Read(stored.Settings).EmailCanonicalization;
        if (job.Position == 0) // A pass begins.
            job = job with { Done = 0, Total = await store.CountAsync(job.OrganisationId, cancellationToken), Collisions = [] };
        while (true)
        {
            var contacts = await store.ReadAsync(job.OrganisationId, job.Position, BatchSize, cancellationToken);
            if (contacts.IsEmpty) break;
            job = await RekeyBatchAsync(job, contacts, mode, cancellationToken);
            if (!await store.SaveAsync(job, Now + _lease, cancellationToken)) return true;
        }
        await store.SaveAsync(Finished(job), until: null, cancellationToken);
        return true;
    }

    protected override void Failed(Exception exception) => LogFailed(logger, exception);

    private RekeyingJob Finished(RekeyingJob job)
    {
        var next = job.Pass + 1;
        return next < _passes.Length
            ? job with { Pass = next, Position = 0, DueAt = job.StartedAt + _passes[next] }
            : job with { Pass = next, Position = 0, FinishedAt = Now };
    }

    private async Task<RekeyingJob> RekeyBatchAsync(
        RekeyingJob job, ImmutableArray<KeyedContact> contacts, EmailCanonicalization mode, CancellationToken cancellationToken)
    {
        var wanted = contacts
            .Select(contact => (Contact: contact, Key: EmailIdentity.KeyOf(contact.Email, mode)))
            .Where(one => one.Key is not null && one.Key != one.Contact.EmailKey)
            .ToArray();
        var keys = wanted
            .Select(one => new NewEmailKey(one.Contact.ContactId, one.Contact.Version, one.Key!, one.Contact.EmailKey)).ToArray();
        var outcomes = keys.Length == 0 ? [] : await store.WriteAsync(job.OrganisationId, keys, cancellationToken);
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (outcomes[i] == RekeyOutcome.Lost) return UpTo(job, contacts, wanted[i].Contact.ContactId - 1); // It is read again.
            if (outcomes[i] == RekeyOutcome.Taken && job.Collisions.Length < MostCollisions)
            {
                var collision = await CollisionAsync(job, wanted[i].Contact, wanted[i].Key!, cancellationToken);
                job = job with { Collisions = job.Collisions.Add(collision) };
            }
        }
        return UpTo(job, contacts, contacts[^1].ContactId);
    }

    private static RekeyingJob UpTo(RekeyingJob job, ImmutableArray<KeyedContact> contacts, long position) =>
        job with { Position = position, Done = job.Done + contacts.Count(contact => contact.ContactId <= position) };

    private async Task<EmailCollision> CollisionAsync(RekeyingJob job, KeyedContact left, string key, CancellationToken cancellationToken)
    {
        var owner = await contactStore.FindByEmailAsync(job.OrganisationId, key, cancellationToken);
        return new EmailCollision
        {
            Email = key,
            Ids = owner is null ? [left.ExternalId] : [owner.ExternalId, left.ExternalId],
            ContactIds = owner is null ? [left.ContactId] : [owner.Id, left.ContactId],
        };
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Re-keying contacts failed; it is tried again")]
    private static partial void LogFailed(ILogger logger, Exception exception);
}
