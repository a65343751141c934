using Contacts.Core.Contacts;
using Contacts.Testing.Postgres;

namespace Contacts.Grains.Tests.Concurrency;

/// <summary>
/// A few commands at the same time: outcomes and the state they leave are those of the same commands in some order, one after the other.
/// A failure names the seed that repeats it.
/// </summary>
public sealed class OrderTests
{
    private static readonly TimeSpan _bound = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Some_order_explains_what_happened_on_SQLite()
    {
        await using var services = await ContactServices.OnSqliteAsync();
        await ExplainAsync(services, seeds: 60);
    }

    [PostgresFact]
    public async Task Some_order_explains_what_happened_on_PostgreSQL()
    {
        await using var services = await ContactServices.OnPostgresAsync(1);
        await ExplainAsync(services, seeds: 30);
    }

    [PostgresFact]
    public async Task Some_order_explains_what_happened_with_three_processes_on_one_PostgreSQL()
    {
        await using var services = await ContactServices.OnPostgresAsync(3);
        await ExplainAsync(services, seeds: 50);
    }

    [Theory]
    [InlineData("swap")]
    [InlineData("chain")]
    [InlineData("merge both ways")]
    [InlineData("register on either")]
    public async Task Known_knots_come_undone(string knot)
    {
        await using var services = await ContactServices.OnSqliteAsync();
        for (var seed = 0; seed < 8; seed++)
        {
            var history = new History(services, new Random(seed));
            await history.BeginAsync('a', 'b', 'c');
            var (a, b, c) = (history.Ids[0], history.Ids[1], history.Ids[2]);
            await history.RunAsync(knot switch
            {
                "swap" => [new ChangeEmail(a, 'a', 'b', true), new ChangeEmail(b, 'b', 'a', true)],
                "chain" => [new ChangeEmail(a, 'a', 'b', true), new ChangeEmail(b, 'b', 'c', true), new ChangeEmail(c, 'c', 'd', false)],
                "merge both ways" => [new Merge(a, b), new Merge(b, a), new Register('a', "x", null), new Register('b', "y", null)],
                _ => [new ChangeEmail(a, 'a', 'b', true), new Register('a', "x", "X"), new Register('b', "y", "Y"), new Create('a', "z")],
            }).WaitAsync(_bound);
        }
    }

    private static async Task ExplainAsync(ContactServices services, int seeds)
    {
        for (var seed = 1; seed <= seeds; seed++)
        {
            var random = new Random(seed);
            var history = new History(services, random);
            try
            {
                await history.BeginAsync([.. "abc".Take(1 + random.Next(3))]);
                await history.RunAsync([.. history.Commands(2 + random.Next(4))]).WaitAsync(_bound);
            }
            catch (Exception e)
            {
                Assert.Fail($"Seed {seed}: {e.Message}");
            }
        }
    }

    private sealed class History(ContactServices services, Random random)
    {
        private readonly Model _model = new();
        private string? _mergeId;
        private int _organisation;

        public List<long> Ids { get; } = [];

        /// <summary>Contacts with these addresses, one after the other; sometimes two of them merged.</summary>
        public async Task BeginAsync(params char[] letters)
        {
            _organisation = await services.First.NewOrganisationAsync();
            foreach (var letter in letters)
            {
                var result = await RunOneAsync(random.Next(3) == 0 ? new Create(letter, $"{letter}") : new Register(letter, $"{letter}", $"{letter}"));
                Ids.Add(result.ContactId ?? result.Contact!.Id);
            }
            if (letters.Length > 1 && random.Next(2) == 0 && letters.Length < 3)
                _mergeId = (await RunOneAsync(new Merge(Ids[0], Ids[1]))).MergeId;
        }

        public IEnumerable<Command> Commands(int count) => Enumerable.Range(0, count).Select(i => Next($"n{i}")).ToArray();

        public async Task RunAsync(Command[] commands)
        {
            var results = await Task.WhenAll(commands.Select(command =>
            {
                var service = services.Any(random);
                return Task.Run(() => command.RunAsync(service, _organisation));
            }));
            foreach (var (command, result) in commands.Zip(results))
                Assert.True(command.Allows(result.Outcome), $"{command} ended with {result.Outcome}.");
            var actual = await DescribeAsync();
            if (Explains(_model, [.. commands.Zip(results, (command, result) => (command, result.Outcome))], actual)) return;
            var story = string.Join('\n', commands.Zip(results, (command, result) => $"  {command} -> {result.Outcome}"));
            Assert.Fail($"No order of\n{story}\nfrom\n{_model.Describe(Ids)}\nleads to\n{actual}");
        }

        private async Task<ContactResult> RunOneAsync(Command command)
        {
            var result = await command.RunAsync(services.First, _organisation);
            Assert.Equal(_model.Run(command, result), result.Outcome);
            return result;
        }

        private Command Next(string group) => random.Next(_mergeId is null ? 6 : 4) switch
        {
            0 => new Register(Letter(), group, random.Next(2) == 0 ? null : group),
            1 => new Create(Letter(), group),
            2 => new UpdateEmail(Id(), Letter()),
            // Beside an undo nothing is merged: what that means together is told by the tests of the rule.
            3 => _mergeId is null
                ? new ChangeEmail(Id(), Letter(), Letter(), false)
                : random.Next(2) == 0 ? new Undo(_mergeId, Ids[0]) : new ChangeEmail(Id(), 'a', Letter(), false),
            4 => new ChangeEmail(Id(), Letter(), Letter(), true),
            _ => new Merge(Id(), Id()),
        };

        private char Letter() => "abc"[random.Next(3)];

        private long Id() => Ids[random.Next(Ids.Count)];

        private static bool Explains(Model model, List<(Command Command, ContactOutcome Outcome)> left, string actual, List<long> ids)
        {
            if (left.Count == 0) return model.Describe(ids) == actual;
            for (var i = 0; i < left.Count; i++)
            {
                var next = model.Clone();
                if (next.Run(left[i].Command) != left[i].Outcome) continue;
                var rest = left.ToList();
                rest.RemoveAt(i);
                if (Explains(next, rest, actual, ids)) return true;
            }
            return false;
        }

        private bool Explains(Model model, List<(Command, ContactOutcome)> commands, string actual) => Explains(model, commands, actual, Ids);

        private async Task<string> DescribeAsync()
        {
            var found = new Dictionary<long, long>();
            foreach (var id in Ids)
                found[id] = (await services.First.Contacts.FindAsync(_organisation, id, CancellationToken.None))?.Id
                    ?? throw new InvalidOperationException($"Contact {id} vanished.");
            var live = await services.First.LiveAsync(_organisation);
            return string.Join('\n', live
                .Select(contact => Model.Line(
                    contact.Email![0], contact.FirstName, contact.Groups.Select(group => group.Name), contact.EmailSubscribed,
                    Ids.Where(id => found[id] == contact.Id)))
                .Order(StringComparer.Ordinal));
        }
    }
}
