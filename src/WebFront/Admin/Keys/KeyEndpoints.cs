using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Contacts.Core.Audit;
using Contacts.Core.Keys;
using Contacts.Core.Limits;
using Contacts.Grains.Abstractions.ApiKeys;
using Contacts.WebFront.Pipeline;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Keys;

/// <summary>API keys for administrators.</summary>
internal static class KeyEndpoints
{
    public static ApiGroup MapAdminKeys(this ApiGroup api) => api.Tagged("Admin: API keys")
        .Post<GenerateKeyBody, NewKeyAnswer>("/api-key/generate-key", GenerateKey.HandleAsync)
        .Get<KeyListAnswer>("/api-key/list", ListAsync)
        .Post<RevokeKeyBody, Answer>("/api-key/revoke", RevokeAsync, Failure.KeyNotFound);

    /// <summary>List the organisation's keys</summary>
    /// <remarks>Revoked and expired ones too; never their text. For a ROOT key the ROOT keys follow.</remarks>
    public static async Task<Reply<KeyListAnswer>> ListAsync(ApiCall call)
    {
        var keys = await call.OfOrganisation<IApiKeyRingGrain>().ListAsync(call.Aborted);
        if (call.Caller.IsRoot) // For anybody else there are none.
            keys = keys.AddRange(await call.OfService<IApiKeyRingGrain>().ListAsync(call.Aborted));
        return new KeyListAnswer([.. keys.Select(key => new KeyView(key))]);
    }

    /// <summary>Revoke a key</summary>
    /// <remarks>Holds everywhere within five seconds. Revoking twice is no error. ROOT keys are found by a ROOT key alone.</remarks>
    public static async Task<Reply<Answer>> RevokeAsync(ApiCall call, RevokeKeyBody body)
    {
        if (body.Id is not { } id)
            return Failure.Required("id");
        if (call.Effect is not null)
            return Answer.Done;
        var ring = call.OfOrganisation<IApiKeyRingGrain>();
        var result = await ring.RevokeAsync(id, call.Authority, call.Trail, CancellationToken.None);
        return result.Outcome switch
        {
            ApiKeyOutcome.Done => Answer.Done,
            ApiKeyOutcome.NotFound => Failure.KeyNotFound,
            ApiKeyOutcome.Forbidden => Failure.NoScope,
            _ => Failures.Of(result.Problem, call.Dialect),
        };
    }
}

/// <summary>A key to revoke.</summary>
internal sealed record RevokeKeyBody
{
    /// <summary>Id of the key, from the list.</summary><example>17</example>
    [Required] public long? Id { get; set; }
}

/// <param name="Items">Keys.</param>
internal sealed record KeyListAnswer(ImmutableArray<KeyView> Items) : Answer;

/// <summary>All of a key but its text.</summary>
internal sealed class KeyView
{
    private static readonly (ApiKeyScopes Scope, string Name)[] _scopes =
        [(ApiKeyScopes.Public, "public"), (ApiKeyScopes.Contacts, "contacts"), (ApiKeyScopes.Admin, "admin")];

    private readonly ApiKey _key;

    internal KeyView(ApiKey key) => (_key, Limits) = (key, LimitsView.OrNull(key.Limits));

    /// <summary>For revoke.</summary><example>17</example>
    public long Id => _key.Id;

    /// <summary>Kind.</summary><example>PROD</example>
    [AllowedValues("PROD", "DEV", "ROOT")] public string Kind => _key.Kind.ToString().ToUpperInvariant();

    /// <summary>What the key may do.</summary><example>["public"]</example>
    public ImmutableArray<string> Scopes => [.. _scopes.Where(scope => _key.Scopes.HasFlag(scope.Scope)).Select(scope => scope.Name)];

    /// <summary>What it is for.</summary><example>Website</example>
    public string Description => _key.Description;

    /// <summary>UTC.</summary><example>2026-01-15T08:30:00.000Z</example>
    public DateTimeOffset CreatedAt => _key.CreatedAt;

    /// <summary>UTC.</summary><example>2026-04-15T08:30:00.000Z</example>
    public DateTimeOffset? ExpiresAt => _key.ExpiresAt;

    /// <summary>UTC.</summary><example>2026-02-15T08:30:00.000Z</example>
    public DateTimeOffset? RevokedAt => _key.RevokedAt;

    /// <summary>UTC; written with delay.</summary><example>2026-01-16T08:30:00.000Z</example>
    public DateTimeOffset? LastUsedAt => _key.LastUsedAt;

    /// <summary>Requests per UTC minute and hour; absent ones have the default of the key's kind.</summary>
    public LimitsView? Limits { get; private init; }
}

/// <summary>Limits of requests.</summary>
internal sealed class LimitsView
{
    private LimitsView(LimitSettings limits) => (PerMinute, PerHour) = (limits.PerMinute, limits.PerHour);

    /// <summary>Requests in a UTC minute.</summary><example>1000</example>
    public int? PerMinute { get; }

    /// <summary>Requests in a UTC hour.</summary><example>60000</example>
    public int? PerHour { get; }

    public static LimitsView? OrNull(LimitSettings? limits) => limits is null ? null : new(limits);
}

[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(GenerateKeyBody))]
[JsonSerializable(typeof(NewKeyAnswer))]
[JsonSerializable(typeof(KeyListAnswer))]
[JsonSerializable(typeof(RevokeKeyBody))]
internal sealed partial class KeyJson : JsonSerializerContext;
