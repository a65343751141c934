using System.Diagnostics;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.Grains.Placement;
using Orleans;
using Orleans.Concurrency;
using Orleans.GrainDirectory;

namespace Contacts.Grains.Contacts;

/// <summary>
/// One canonical address of one organisation: its commands run one after the other in order of arrival, and sign-ups that wait are folded
/// into one write. Reentrant so that calls can arrive while a write is under way; the queue keeps the order.
/// </summary>
[Reentrant, GrainType(AddressPlacement.EmailType), AddressPlacement, GrainDirectory(AddressPlacement.Directory)]
public sealed class EmailGrain(ContactIntake intake, EmailClaims claims, ContactUpserts upserts) : Grain, IEmailGrain
{
    private readonly LinkedList<EmailCommand> _queue = [];
    private bool _draining;

    public Task<ContactResult> WriteAsync(CheckedContact contact)
    {
        if (_queue.Last?.Value is WriteCommand waiting && waiting.TryFold(contact))
        {
            waiting.LinkFromCurrent();
            return waiting.Result;
        }
        return Enqueue(new WriteCommand(this, contact));
    }

    public Task<ContactResult> ClaimAsync(EmailClaim claim) => Enqueue(new ClaimCommand(this, claim));

    public Task<ContactResult> UpsertAsync(ContactUpsert upsert) => Enqueue(new UpsertCommand(this, upsert));

    private Task<ContactResult> Enqueue(EmailCommand command)
    {
        _queue.AddLast(command);
        if (!_draining)
        {
            _draining = true;
            _ = DrainAsync(); // RunAsync reports failures to the callers of its commands and never throws.
        }
        return command.Result;
    }

    private async Task DrainAsync()
    {
        while (_queue.First is { } next)
        {
            _queue.RemoveFirst(); // A running command accepts no more folded calls.
            await next.Value.RunAsync();
        }
        _draining = false;
        DeactivateOnIdle(); // Addresses are many and each is seldom used: keeping them would only fill the memory.
    }

    private int OrganisationId() => GrainKeys.Split(this.GetPrimaryKeyString()).OrganisationId;

    private abstract class EmailCommand(EmailGrain grain)
    {
        private readonly TaskCompletionSource<ContactResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Activity? _asker = Activity.Current;

        protected EmailGrain Grain => grain;
        public Task<ContactResult> Result => _result.Task;

        /// <summary>Links the trace of a call that was folded into this command to the trace of the write.</summary>
        public void LinkFromCurrent()
        {
            if (_asker is not null) Activity.Current?.AddLink(new(_asker.Context));
        }

        public async Task RunAsync()
        {
            Activity.Current = _asker; // The loop is part of the trace of whoever started it.
            try
            {
                _result.SetResult(await ExecuteAsync());
            }
            catch (Exception e)
            {
                _result.SetException(e);
            }
        }

        protected abstract Task<ContactResult> ExecuteAsync();
    }

    private sealed class WriteCommand(EmailGrain grain, CheckedContact contact) : EmailCommand(grain)
    {
        private CheckedContact _contact = contact;

        public bool TryFold(CheckedContact next)
        {
            if (_contact.FoldOrNull(next) is not { } folded) return false;
            _contact = folded;
            return true;
        }

        protected override Task<ContactResult> ExecuteAsync() => Grain.IntakeAsync(_contact);
    }

    private sealed class ClaimCommand(EmailGrain grain, EmailClaim claim) : EmailCommand(grain)
    {
        protected override Task<ContactResult> ExecuteAsync() => Grain.ClaimNowAsync(claim);
    }

    private sealed class UpsertCommand(EmailGrain grain, ContactUpsert upsert) : EmailCommand(grain)
    {
        protected override Task<ContactResult> ExecuteAsync() => Grain.UpsertNowAsync(upsert);
    }

    private Task<ContactResult> UpsertNowAsync(ContactUpsert upsert) => upserts.ExecuteAsync(OrganisationId(), upsert);

    private Task<ContactResult> IntakeAsync(CheckedContact contact) => intake.WriteAsync(OrganisationId(), contact);

    private Task<ContactResult> ClaimNowAsync(EmailClaim claim) => claims.ExecuteAsync(OrganisationId(), claim);
}
