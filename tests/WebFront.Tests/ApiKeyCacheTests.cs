using System.Collections.Immutable;
using System.Net;
using System.Reflection;
using Contacts.Core;
using Contacts.Core.Keys;
using Contacts.Grains.Abstractions.ApiKeys;
using Contacts.WebFront.Pipeline.Clients;
using Contacts.WebFront.Pipeline.Keys;
using Orleans;

namespace Contacts.WebFront.Tests;

/// <summary>How old an answer may be, how often a grain is asked, and how much is kept.</summary>
public sealed class ApiKeyCacheTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly KeyGrains _grains = new();

    [Fact]
    public async Task Asks_once_while_the_answer_is_young()
    {
        var cache = new ApiKeyCache(GrainFactory.Of(_grains), _clock);
        await FindAsync(cache);
        _clock.Advance(ApiKeyCache.RenewAfter / 2);

        Assert.Equal("first", (await FindAsync(cache))!.Key.Description);
        Assert.Equal(1, _grains.Asked);
    }

    [Fact]
    public async Task Renews_in_the_background_and_answers_from_memory_meanwhile()
    {
        var cache = new ApiKeyCache(GrainFactory.Of(_grains), _clock);
        await FindAsync(cache);
        _clock.Advance(ApiKeyCache.RenewAfter);
        var gate = _grains.Hold("second");

        for (var i = 0; i < 10; i++)
            Assert.Equal("first", (await FindAsync(cache))!.Key.Description);
        await _grains.AskedAsync(2);
        Assert.Equal(2, _grains.Asked);
        gate.SetResult();

        Assert.Equal("second", (await UntilRenewedAsync(cache)).Key.Description);
    }

    [Fact]
    public async Task Never_answers_with_anything_older_than_the_maximum()
    {
        var cache = new ApiKeyCache(GrainFactory.Of(_grains), _clock);
        await FindAsync(cache);
        _clock.Advance(ApiKeyCache.MaxAge);
        _grains.Answer = () => throw new StoreUnavailableException();

        await Assert.ThrowsAsync<StoreUnavailableException>(() => FindAsync(cache));
        _grains.Answer = () => null;
        Assert.Null(await FindAsync(cache));
    }

    [Fact]
    public async Task Many_callers_at_once_share_one_question()
    {
        var cache = new ApiKeyCache(GrainFactory.Of(_grains), _clock);
        var gate = _grains.Hold("first");
        var callers = Enumerable.Range(0, 100).Select(_ => FindAsync(cache)).ToArray();
        gate.SetResult();

        Assert.All(await Task.WhenAll(callers), key => Assert.Equal("first", key!.Key.Description));
        Assert.Equal(1, _grains.Asked);
    }

    [Fact]
    public async Task Remembers_for_a_moment_that_a_key_is_unknown()
    {
        var cache = new ApiKeyCache(GrainFactory.Of(_grains), _clock);
        _grains.Answer = () => null;
        for (var i = 0; i < 10; i++)
            Assert.Null(await FindAsync(cache));
        Assert.Equal(1, _grains.Asked);

        _grains.Answer = () => KeyGrains.Key("made meanwhile");
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("made meanwhile", (await FindAsync(cache))!.Key.Description);
    }

    [Fact]
    public async Task Keys_that_were_invented_with_a_checksum_cost_their_client_alone_its_look_ups()
    {
        var cache = new ApiKeyCache(GrainFactory.Of(_grains), _clock);
        await FindAsync(cache);
        _grains.Answer = () => null;
        var refused = 0;
        for (var i = 0; i < 2 * ApiKeyCache.UnknownPerSecond; i++)
            try
            {
                Assert.Null(await AskAsync(cache, ApiKeyText.Generate(ApiKeyKind.Prod), "203.0.113.9"));
            }
            catch (StoreUnavailableException)
            {
                refused++;
            }

        Assert.Equal(ApiKeyCache.UnknownPerSecond + 1, _grains.Asked); // And the known one.
        Assert.Equal(ApiKeyCache.UnknownPerSecond, refused);
        Assert.Equal("first", (await FindAsync(cache))!.Key.Description);
        Assert.Null(await AskAsync(cache, ApiKeyText.Generate(ApiKeyKind.Prod), "203.0.113.10"));
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await AskAsync(cache, ApiKeyText.Generate(ApiKeyKind.Prod), "203.0.113.9"));
    }

    [Fact]
    public async Task Keys_that_were_invented_without_a_checksum_are_not_looked_up()
    {
        var cache = new ApiKeyCache(GrainFactory.Of(_grains), _clock);
        for (var i = 0; i < 10_000; i++)
            Assert.Null(await AskAsync(cache, Invented(i), "203.0.113.9"));

        Assert.Equal((0, 1), (_grains.Asked, _grains.Listed));
    }

    [Fact]
    public async Task A_key_of_the_version_before_is_known_ten_seconds_after_it_was_made_and_while_the_store_is_away()
    {
        var cache = new ApiKeyCache(GrainFactory.Of(_grains), _clock);
        Assert.Null(await AskAsync(cache, Invented(1), "203.0.113.9"));
        _grains.WithoutChecksum.Add(KeyHash.Of(Invented(1)).Prefix);
        Assert.Null(await AskAsync(cache, Invented(1), "203.0.113.9"));
        _clock.Advance(KeysWithoutChecksum.FreshFor);

        Assert.NotNull(await AskAsync(cache, Invented(1), "203.0.113.9"));

        _clock.Advance(KeysWithoutChecksum.FreshFor);
        _grains.IsListAway = true;
        Assert.NotNull(await AskAsync(cache, Invented(1), "203.0.113.9"));
        Assert.Null(await AskAsync(cache, Invented(2), "203.0.113.9"));
    }

    private static Task<KnownKey?> FindAsync(ApiKeyCache cache) => AskAsync(cache, ApiKeyText.Sample, "127.0.0.1");

    private static async Task<KnownKey?> AskAsync(ApiKeyCache cache, string text, string address)
    {
        var hash = KeyHash.Of(text);
        return cache.TryGet(hash, out var key) ? key : await cache.AskAsync(text, hash, ClientNetwork.Of(IPAddress.Parse(address)));
    }

    private static string Invented(int i) => $"PROD{i:D28}";

    /// <summary>The background's answer is in the cache as soon as its flight has ended.</summary>
    private static async Task<KnownKey> UntilRenewedAsync(ApiKeyCache cache) =>
        (await Eventually.GetAsync(() => FindAsync(cache), found => found is { Key.Description: not "first" }))!;

    /// <summary>Grains of keys that answer as told.</summary>
    private sealed class KeyGrains : IApiKeyGrain, IKeysWithoutChecksumGrain
    {
        private TaskCompletionSource _gate = Opened();
        private int _asked;

        public Func<ApiKey?> Answer { get; set; } = () => Key("first");
        public int Asked => _asked;
        public List<ulong> WithoutChecksum { get; } = [KeyHash.Of(ApiKeyText.Sample).Prefix];
        public bool IsListAway { get; set; }
        public int Listed { get; private set; }

        public static ApiKey Key(string description) => new()
        {
            Id = 1, OrganisationId = 1, Kind = ApiKeyKind.Prod, Scopes = ApiKeyScopes.All, Description = description,
        };

        /// <summary>Answers wait for what is returned, and then say this.</summary>
        public TaskCompletionSource Hold(string description)
        {
            Answer = () => Key(description);
            return _gate = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        public async Task<ApiKey?> FindAsync(CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _asked);
            await _gate.Task;
            return Answer();
        }

        public Task<ImmutableArray<ulong>> ListAsync(CancellationToken cancellationToken)
        {
            Listed++;
            return IsListAway ? throw new StoreUnavailableException() : Task.FromResult(WithoutChecksum.ToImmutableArray());
        }

        public Task AskedAsync(int count) => Eventually.IsTrueAsync(() => _asked >= count);

        private static TaskCompletionSource Opened()
        {
            var gate = new TaskCompletionSource();
            gate.SetResult();
            return gate;
        }
    }

    /// <summary>Has one grain for all keys.</summary>
    public class GrainFactory : DispatchProxy
    {
        private IGrain _grain = null!;

        public static IGrainFactory Of(IGrain grain)
        {
            var factory = Create<IGrainFactory, GrainFactory>();
            ((GrainFactory)(object)factory)._grain = grain;
            return factory;
        }

        protected override object Invoke(MethodInfo? method, object?[]? arguments) => _grain;
    }
}
