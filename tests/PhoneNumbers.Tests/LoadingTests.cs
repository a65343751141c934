using System.Reflection;
using System.Runtime.Loader;

namespace Contacts.PhoneNumbers.Tests;

/// <summary>What the first use of the assembly does. Each test loads it afresh, so that nothing else has used it before.</summary>
public sealed class LoadingTests
{
    private const int ReaderThreads = 8;

    [Fact]
    public void Only_the_plans_that_a_number_needs_are_decoded()
    {
        using var fresh = new FreshAssembly();

        Assert.Equal("+420777123456", fresh.E164("+420 777 123 456", null));
        Assert.Equal(["CZ"], fresh.DecodedRegions());

        Assert.Equal("+16502530000", fresh.E164("650 253 0000", "US"));
        Assert.Equal(["CZ", "US"], fresh.DecodedRegions().Order());
    }

    [Fact]
    public async Task Threads_that_use_it_first_at_the_same_time_all_get_the_right_answer()
    {
        var rows = TestResources.Lines("reference.tsv").Select(line => line.Split('\t')).Where((_, i) => i % 4 == 0).ToArray();
        using var fresh = new FreshAssembly();
        using var start = new Barrier(ReaderThreads);

        var answers = await Task.WhenAll(Enumerable.Range(0, ReaderThreads).Select(_ => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return rows.Select(row => fresh.E164(row[0], row[1])).ToArray();
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));

        var expected = rows.Select(row => PhoneNumber.TryParse(row[0], row[1], out var number, out var _) ? number.ToE164() : null);
        Assert.All(answers, answer => Assert.Equal(expected, answer));
    }

    [Fact]
    public void Parsing_a_number_that_was_seen_before_allocates_nothing()
    {
        ParseBoth();
        var before = GC.GetAllocatedBytesForCurrentThread();
        ParseBoth();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        static void ParseBoth()
        {
            PhoneNumber.TryParse("+420 777 123 456", null, out _, out _);
            PhoneNumber.TryParse("(416) 979-1234", "CA", out _, out _);
        }
    }

    private sealed class FreshAssembly : IDisposable
    {
        private readonly AssemblyLoadContext _context = new(nameof(FreshAssembly), isCollectible: true);
        private readonly Type _plans;
        private readonly MethodInfo _parse;

        public FreshAssembly()
        {
            var assembly = _context.LoadFromAssemblyPath(typeof(PhoneNumber).Assembly.Location);
            _plans = assembly.GetType(typeof(NumberingPlans).FullName!, throwOnError: true)!;
            _parse = assembly.GetType(typeof(PhoneNumber).FullName!, throwOnError: true)!.GetMethods()
                .Single(method => method.Name == nameof(PhoneNumber.TryParse) && method.GetParameters()[0].ParameterType == typeof(string));
        }

        public string? E164(string text, string? region)
        {
            var arguments = new object?[] { text, region, null, null };
            return (bool)_parse.Invoke(null, arguments)! ? arguments[2]!.ToString() : null;
        }

        public string[] DecodedRegions() => (string[])_plans.GetMethod(nameof(NumberingPlans.DecodedRegions))!.Invoke(null, null)!;

        public void Dispose() => _context.Unload();
    }
}
