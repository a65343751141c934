using Contacts.Core;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions.Consent;
using Contacts.Grains.Tests.Concurrency;
using Contacts.Testing.Postgres;

namespace Contacts.Grains.Tests.Consent;

/// <summary>
/// Random commands without the token of a mail, each sent once or twice, where every sign-up is to be confirmed: no address becomes
/// confirmed, and who said "no" is subscribed again by an explicit "yes" alone. A failure names the seed that repeats it.
/// </summary>
public sealed class UnconfirmedTests
{
    private const int Steps = 40;
    private const string Letters = "abc";

    [Fact]
    public async Task Nothing_but_a_link_confirms_on_SQLite()
    {
        await using var services = await ContactServices.OnSqliteAsync();
        for (var seed = 1; seed <= 8; seed++) await new Run(services, seed, await services.First.NewConfirmingOrganisationAsync()).GoAsync();
    }

    [PostgresFact]
    public async Task Nothing_but_a_link_confirms_with_two_processes_on_one_PostgreSQL()
    {
        await using var services = await ContactServices.OnPostgresAsync(2);
        for (var seed = 1; seed <= 4; seed++) await new Run(services, seed, await services.First.NewConfirmingOrganisationAsync()).GoAsync();
    }

    private sealed class Run(ContactServices services, int seed, int organisation)
    {
        private readonly Random _random = new(seed);
        private readonly HashSet<string> _refused = [];
        private readonly List<(string MergeId, long Survivor)> _merges = [];
        private readonly List<string> _log = [];

        public async Task GoAsync()
        {
            for (var step = 0; step < Steps; step++)
            {
                await StepAsync();
                await CheckAsync();
            }
        }

        private async Task StepAsync()
        {
            var live = await services.First.LiveAsync(organisation);
            if (live.IsEmpty || _random.Next(5) == 0)
            {
                await TwiceAsync(new Register(Letter(), "News", "Eve"));
                return;
            }
            var (one, other) = (live[_random.Next(live.Length)], live[_random.Next(live.Length)]);
            switch (_random.Next(7))
            {
                case 0: await TwiceAsync(new Create(Letter(), "News")); break;
                case 1: await TwiceAsync(new UpdateEmail(one.Id, Letter())); break;
                case 2: await TwiceAsync(new ChangeEmail(one.Id, one.Email![0], Letter(), ConfirmMerge: true)); break;
                case 3: await TwiceAsync(new Merge(one.Id, other.Id)); break;
                case 4 when _merges.Count > 0: await UndoAsync(); break;
                case 4 or 5: await SayAsync(one); break;
                default: await ImportAsync(Letter()); break;
            }
        }

        private async Task TwiceAsync(Command command)
        {
            _log.Add($"{command}");
            var times = 1 + _random.Next(2);
            for (var time = 0; time < times; time++)
                if (await command.RunAsync(services.Any(_random), organisation) is { MergeId: { } merge } result)
                    _merges.Add((merge, result.ContactId ?? result.Contact!.Id));
        }

        private Task UndoAsync()
        {
            var (merge, survivor) = _merges[_random.Next(_merges.Count)];
            return TwiceAsync(new Undo(merge, survivor));
        }

        /// <summary>An explicit field of an update, a grant without and with a note, a withdrawal, or another mail.</summary>
        private async Task SayAsync(Contact contact)
        {
            var (service, kind) = (services.Any(_random), _random.Next(6));
            var order = new ConsentOrder { ContactId = contact.Id, Actor = "key", Note = kind == 3 ? "by phone" : null };
            _log.Add($"say {kind} of {contact.Email}");
            if (kind == 0) await UpdateAsync(service, contact, true);
            if (kind == 1) await UpdateAsync(service, contact, false);
            if (kind is 2 or 3) await service.Consent(organisation).GrantAsync(order, CancellationToken.None);
            if (kind == 4) await service.Consent(organisation).WithdrawAsync(order, CancellationToken.None);
            if (kind == 5) await service.Consent(organisation).ResendAsync(order, CancellationToken.None);
            if (kind is 0 or 3) _refused.Remove(contact.Email!);
            if (kind is 1 or 4) _refused.Add(contact.Email!);
        }

        private Task<ContactResult> UpdateAsync(ContactService service, Contact contact, bool yes) => service.Contact(organisation, contact.Id)
            .UpdateAsync(new() { EmailSubscribed = yes, Actor = "key" }, CancellationToken.None);

        private async Task ImportAsync(char letter)
        {
            var (email, yes) = (Command.Spell(letter), _random.Next(3) > 0);
            _log.Add($"import {yes} of {email}");
            var row = new ContactWrite
            {
                Kind = ContactWriteKind.Import, OrganisationId = organisation, Email = email, EmailKey = email, ExternalId = ExternalId.New(),
                EmailSubscribed = yes, Actor = "key", At = DateTimeOffset.UtcNow,
            };
            await services.Any(_random).Contacts.WriteAsync([row], CancellationToken.None);
            if (!yes) _refused.Add(email);
        }

        private async Task CheckAsync()
        {
            foreach (var email in Letters.Select(Command.Spell))
            {
                var state = (await services.First.ConsentAsync(organisation, email)).State;
                Assert.True(state != ConsentState.Confirmed, Because($"{email} is confirmed"));
                Assert.True(!_refused.Contains(email) || !ConsentRule.IsYes(state), Because($"{email} is {state} after a no"));
                var contact = await services.First.Contacts.FindByEmailAsync(organisation, email, CancellationToken.None);
                Assert.True(contact?.EmailSubscribed is null || contact.EmailSubscribed == ConsentRule.IsYes(state), Because($"{email} is {state}"));
            }
        }

        private string Because(string what) => $"Seed {seed}: {what}.\n{string.Join('\n', _log)}";

        private char Letter() => Letters[_random.Next(Letters.Length)];
    }
}
