using System.Reflection;
using Contacts.Core;
using Contacts.Core.Keys;
using Contacts.Grains.Abstractions.ApiKeys;
using Contacts.WebFront.Pipeline.Keys;
using Orleans;

namespace Contacts.WebFront.Tests;

/// <summary>How old an answer may be, how often a grain is asked, and how much is kept.</summary>
public sealed class ApiKeyCacheTests
{
    private static readonly KeyHash _hash = KeyHash.Of(Service.SampleKey);
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
    public async Task A_flood_of_invented_keys_is_looked_up_only_so_often_and_known_keys_do_not_notice()
    {
        var cache = new ApiKeyCache(GrainFactory.Of(_grains), _clock);
        await FindAsync(cache);
        _grains.Answer = () => null;
        var refused = 0;
        for (ulong i = 0; i < 2 * ApiKeyCache.UnknownPerSecond; i++)
            try
            {
                Assert.Null(await cache.FindAsync(new KeyHash(i, 0, 0, 0), default));
            }
            catch (StoreUnavailableException)
            {
                refused++;
            }

        Assert.Equal(ApiKeyCache.UnknownPerSecond, _grains.Asked);
        Assert.Equal(ApiKeyCache.UnknownPerSecond + 1, refused);
        Assert.Equal("first", (await FindAsync(cache))!.Key.Description);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(await cache.FindAsync(new KeyHash(1, 2, 3, 4), default));
    }

    private static Task<KnownKey?> FindAsync(ApiKeyCache cache) => cache.FindAsync(_hash, default).AsTask();

    /// <summary>The background's answer is in the cache as soon as its flight has ended.</summary>
    private static async Task<KnownKey> UntilRenewedAsync(ApiKeyCache cache)
    {
        while (true)
            if (await FindAsync(cache) is { Key.Description: not "first" } key)
                return key;
    }

    /// <summary>Grains of keys that answer as told.</summary>
    private sealed class KeyGrains : IApiKeyGrain
    {
        private TaskCompletionSource _gate = Opened();
        private int _asked;

        public Func<ApiKey?> Answer { get; set; } = () => Key("first");
        public int Asked => _asked;

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

        public Task AskedAsync(int count) => UntilAsync(() => _asked >= count);

        private static async Task UntilAsync(Func<bool> condition)
        {
            while (!condition())
                await Task.Yield();
        }

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
