using System.Collections.Immutable;
using Contacts.Core;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Groups;
using Contacts.Core.Imports;

namespace Contacts.Grains.Imports;

/// <summary>
/// Takes back what an import has written that this process holds, contact by contact. They are committed together with the progress they
/// make, so that each is taken back once however often a process dies. What others write meanwhile wins.
/// </summary>
public sealed class UndoRunner(
    IImportStore store, IImportUndoStore undo, IConsentStore consents, IGroupStore groups, ImportRoom room, ImportOptions options,
    TimeProvider time)
{
    private const int MostAttempts = 64;

    /// <summary>Ids are left alone where they seem to belong to others by now.</summary>
    private const int AttemptsWithIds = 3;

    private DateTimeOffset Now => time.GetUtcNow();

    /// <summary>Works until the job is undone or its turn is over, or another process has taken it.</summary>
    public async Task RunAsync(ImportJob job, CancellationToken cancellationToken)
    {
        var since = time.GetTimestamp();
        var size = new StepSize(options.BatchRows, store.StepTime);
        while (await undo.JournalAsync(job, size.Rows, cancellationToken) is { IsEmpty: false } page)
        {
            var begun = time.GetTimestamp();
            if (await TakeBackAsync(job, page, cancellationToken) is not { } done) return;
            size.Took(page.Length, time.GetElapsedTime(begun));
            job = done;
            cancellationToken.ThrowIfCancellationRequested();
            if (time.GetElapsedTime(since) > options.Turn)
            {
                await undo.WriteAsync(job, [], Now, until: null, CancellationToken.None);
                return;
            }
        }
        await RemoveGroupsAsync(job, cancellationToken);
        await undo.WriteAsync(job with { State = ImportState.Undone }, [], Now, until: null, CancellationToken.None);
    }

    /// <summary>The job behind the contacts; null if another process has taken it.</summary>
    private async Task<ImportJob?> TakeBackAsync(ImportJob job, ImmutableArray<JournalledContact> page, CancellationToken cancellationToken)
    {
        if (!await room.EnterAsync(page.Length, () => HoldAsync(job), cancellationToken)) return null;
        try
        {
            for (var attempt = 0; attempt < MostAttempts; attempt++)
            {
                var (after, changes) = await DecideAsync(job, page, mayTakeIds: attempt < AttemptsWithIds, cancellationToken);
                var written = await undo.WriteAsync(after, changes, Now, Now + options.Lease, CancellationToken.None);
                if (written != UndoWrite.Conflict) return written == UndoWrite.Saved ? after : null;
            }
        }
        finally
        {
            room.Leave(page.Length);
        }
        throw new StoreUnavailableException("Contacts kept changing while they were being taken back.");
    }

    private async Task<bool> HoldAsync(ImportJob job) =>
        await undo.WriteAsync(job, [], Now, Now + options.Lease, CancellationToken.None) == UndoWrite.Saved;

    /// <summary>
    /// What becomes of the contacts, and the job behind them. An address is that of one contact: no two of them share a consent.
    /// </summary>
    private async Task<(ImportJob Job, List<ContactChangeSet> Changes)> DecideAsync(
        ImportJob job, ImmutableArray<JournalledContact> page, bool mayTakeIds, CancellationToken cancellationToken)
    {
        var note = new ChangeNote(job.UndoNote!.Actor, Now, $"Undo of import {ImportId.Text(job.ImportId)}: {job.UndoNote.Reason}");
        var known = await undo.FindAsync(job.OrganisationId, [.. page.Select(contact => contact.Id)], cancellationToken);
        var referred = await undo.WithTicketsAsync(
            job.OrganisationId, [.. page.Where(contact => contact.IsCreation).Select(contact => contact.Id)], cancellationToken);
        var addresses = known.Values.Select(row => row.EmailKey).OfType<string>();
        ConsentKey[] keys = [.. addresses.Select(key => new ConsentKey(ConsentChannel.Email, key))];
        var stored = (await consents.FindAsync(job.OrganisationId, keys, cancellationToken)).ToLookup(consent => consent.Address);
        var changes = new List<ContactChangeSet>();
        foreach (var contact in page)
        {
            var row = known.GetValueOrDefault(contact.Id);
            var book = new ConsentBook(job.OrganisationId, row?.EmailKey is { } key ? stored[key] : [], note.At);
            var decision = ImportUndoRule.Decide(row, contact, book, new(referred.Contains(contact.Id), mayTakeIds), note);
            if (decision.Changes is { } set) changes.Add(set);
            job = job with { UndoPosition = contact.Id, Undo = job.Undo.With(decision.Outcome) };
        }
        return (job, changes);
    }

    /// <summary>Those that the import made and that nobody is in any more. Doing it again changes nothing.</summary>
    private async Task RemoveGroupsAsync(ImportJob job, CancellationToken cancellationToken)
    {
        var keys = await undo.GroupsAsync(job, cancellationToken);
        var made = await groups.FindAsync(job.OrganisationId, [.. keys.Select(key => new GroupName(key, key))], cancellationToken);
        foreach (var group in made.OfType<GroupRef>()) await groups.DeleteAsync(job.OrganisationId, group.Id, Now, null, cancellationToken);
    }
}
