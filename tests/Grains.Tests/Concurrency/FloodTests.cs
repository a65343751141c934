using Contacts.Core.Contacts;
using Contacts.Testing.Postgres;

namespace Contacts.Grains.Tests.Concurrency;

/// <summary>
/// Random commands at the same time on few addresses: swaps, chains, merges in both directions, undos, sign-ups. Whatever happens, no two
/// live contacts share an address, no contact vanishes, no group is lost, consent is nobody's who did not give it, every command ends.
/// A failure names the seed that repeats it.
/// </summary>
public sealed class FloodTests
{
    private const int Rounds = 5;
    private const int Together = 14;
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Leaves_a_sound_state_on_SQLite()
    {
        await using var services = await ContactServices.OnSqliteAsync();
        await FloodAsync(services, seeds: 12);
    }

    [PostgresFact]
    public async Task Leaves_a_sound_state_on_PostgreSQL()
    {
        await using var services = await ContactServices.OnPostgresAsync(1);
        await FloodAsync(services, seeds: 6);
    }

    [PostgresFact]
    public async Task Leaves_a_sound_state_with_three_processes_on_one_PostgreSQL()
    {
        await using var services = await ContactServices.OnPostgresAsync(3);
        await FloodAsync(services, seeds: 10);
    }

    private static async Task FloodAsync(ContactServices services, int seeds)
    {
        for (var seed = 1; seed <= seeds; seed++)
        {
            var flood = new Flood(services, await services.First.NewOrganisationAsync(), new Random(seed));
            try
            {
                for (var round = 0; round < Rounds; round++) await flood.RunAsync(Together).WaitAsync(_bound);
            }
            catch (Exception e) when (e is not Xunit.Sdk.FailException)
            {
                Assert.Fail($"Seed {seed}: {e}");
            }
        }
    }

    private sealed class Flood(ContactServices services, int organisation, Random random)
    {
        private const string Letters = "abcd";

        private readonly List<long> _ids = [];
        private readonly HashSet<long> _registered = [];
        private readonly List<(long Id, string Group)> _groups = [];
        private readonly List<(string MergeId, long Survivor)> _merges = [];
        private int _number;

        public async Task RunAsync(int together)
        {
            var commands = Enumerable.Range(0, together).Select(_ => Next()).ToArray();
            var results = await Task.WhenAll(commands.Select(command =>
            {
                var service = services.Any(random);
                return Task.Run(() => command.RunAsync(service, organisation));
            }));
            foreach (var (command, result) in commands.Zip(results)) Note(command, result);
            await CheckAsync();
        }

        private char Letter() => Letters[random.Next(Letters.Length)];

        private long Id() => _ids[random.Next(_ids.Count)];

        private Command Next()
        {
            var group = $"g{_number++}";
            return (_ids.Count == 0 ? 0 : random.Next(10)) switch
            {
                0 or 1 => new Register(Letter(), group, random.Next(2) == 0 ? null : group),
                2 => new Create(Letter(), group),
                3 => new UpdateEmail(Id(), Letter()),
                4 => new ChangeEmail(Id(), Letter(), Letter(), ConfirmMerge: false),
                5 or 6 => new ChangeEmail(Id(), Letter(), Letter(), ConfirmMerge: true),
                7 => new Merge(Id(), Id()),
                _ when _merges.Count > 0 && _merges[random.Next(_merges.Count)] is var merge => new Undo(merge.MergeId, merge.Survivor),
                _ => new Merge(Id(), Id()),
            };
        }

        private void Note(Command command, ContactResult result)
        {
            Assert.True(command.Allows(result.Outcome), $"{command} ended with {result.Outcome}.");
            if (result.MergeId is { } merge) _merges.Add((merge, result.ContactId!.Value));
            if (result.Outcome != ContactOutcome.Done) return;
            if (command is Register register)
            {
                _ids.Add(result.ContactId!.Value);
                _registered.Add(result.ContactId.Value);
                _groups.Add((result.ContactId.Value, register.Group));
            }
            else if (command is Create create)
            {
                _ids.Add(result.Contact!.Id);
                _groups.Add((result.Contact.Id, create.Group));
            }
        }

        private async Task CheckAsync()
        {
            var store = services.First;
            var live = (await store.LiveAsync(organisation)).ToDictionary(contact => contact.Id);
            Assert.Equal(live.Count, live.Values.Select(contact => contact.Email).Distinct().Count());
            var survivors = new Dictionary<long, ContactRow>();
            foreach (var id in _ids.Distinct())
            {
                var survivor = await store.Contacts.FindAsync(organisation, id, CancellationToken.None);
                Assert.True(survivor is not null && live.ContainsKey(survivor.Id), $"Contact {id} vanished.");
                Assert.Equal(survivor.Email, survivor.EmailKey);
                survivors.Add(id, survivor);
            }
            foreach (var (id, group) in _groups)
                Assert.True(survivors[id].Groups.Any(one => one.Name == group), $"Contact {id} lost group {group}.");
            foreach (var contact in live.Values)
                Assert.True(!contact.EmailSubscribed || _registered.Contains(contact.Id), $"Contact {contact.Id} never gave consent.");
        }
    }
}
