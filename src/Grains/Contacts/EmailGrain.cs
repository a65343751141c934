using System.Diagnostics;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions;
using Contacts.Grains.Abstractions.Contacts;
using Orleans;
using Orleans.Concurrency;
using Orleans.Placement;

namespace Contacts.Grains.Contacts;

/// <summary>
/// One canonical address of one organisation: its commands run one after the other in order of arrival, and sign-ups that wait are folded
/// into one write. Reentrant so that calls can arrive while a write is under way; the queue keeps the order.
/// </summary>
[Reentrant, PreferLocalPlacement]
public sealed class EmailGrain(ContactWriter writer, EmailClaims claims, TimeProvider time) : Grain, IEmailGrain
{
    private readonly LinkedList<EmailCommand> _queue = [];
    private bool _draining;

    public Task<ContactResult> RegisterAsync(Registration registration, CancellationToken cancellationToken)
    {
        if (_queue.Last?.Value is RegisterCommand waiting && waiting.TryFold(registration))
        {
            waiting.LinkFromCurrent();
            return waiting.Result;
        }
        return Enqueue(new RegisterCommand(this, registration));
    }

    public Task<ContactResult> CreateAsync(NewContact contact, CancellationToken cancellationToken) =>
        Enqueue(new CreateCommand(this, contact));

    public Task<ContactResult> ClaimAsync(EmailClaim claim, CancellationToken cancellationToken) =>
        Enqueue(new ClaimCommand(this, claim));

    private Task<ContactResult> Enqueue(EmailCommand command)
    {
        _queue.AddLast(command);
        if (!_draining)
        {
            _draining = true;
            _ = DrainAsync(); // Its failures are its commands' failures: RunAsync never throws.
        }
        return command.Result;
    }

    private async Task DrainAsync()
    {
        while (_queue.First is { } next)
        {
            _queue.RemoveFirst(); // What runs can no longer be folded into.
            await next.Value.RunAsync();
        }
        _draining = false;
        DeactivateOnIdle(); // Addresses are many and each is seldom used: keeping them would only fill the memory.
    }

    private DateTimeOffset Now => time.GetUtcNow();

    private (int OrganisationId, string EmailKey) Identity() => GrainKeys.Split(this.GetPrimaryKeyString());

    private Task<ContactWriteResult> WriteAsync(ContactWrite row) => writer.WriteAsync(row);

    private Task<ContactResult> ClaimNowAsync(EmailClaim claim) => claims.ExecuteAsync(Identity().OrganisationId, claim);

    private abstract class EmailCommand(EmailGrain grain)
    {
        private readonly TaskCompletionSource<ContactResult> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Activity? _asker = Activity.Current;

        protected EmailGrain Grain => grain;
        public Task<ContactResult> Result => _result.Task;

        /// <summary>Shows in the trace of a call that was folded into this command where the write is to be found.</summary>
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

    private sealed class RegisterCommand(EmailGrain grain, Registration registration) : EmailCommand(grain)
    {
        private Registration _registration = registration;

        public bool TryFold(Registration other)
        {
            if (RegistrationFold.Fold(_registration, other) is not { } folded) return false;
            _registration = folded;
            return true;
        }

        protected override async Task<ContactResult> ExecuteAsync()
        {
            var (organisationId, emailKey) = Grain.Identity();
            var result = await Grain.WriteAsync(ContactWrites.Of(_registration, organisationId, emailKey, Grain.Now));
            return ContactResult.Written(result.ContactId);
        }
    }

    private sealed class CreateCommand(EmailGrain grain, NewContact contact) : EmailCommand(grain)
    {
        protected override async Task<ContactResult> ExecuteAsync()
        {
            var (organisationId, emailKey) = Grain.Identity();
            var row = ContactWrites.Of(contact, organisationId, emailKey, Grain.Now);
            return ContactWrites.Answer(row, await Grain.WriteAsync(row), contact.Groups);
        }
    }

    private sealed class ClaimCommand(EmailGrain grain, EmailClaim claim) : EmailCommand(grain)
    {
        protected override Task<ContactResult> ExecuteAsync() => Grain.ClaimNowAsync(claim);
    }
}
