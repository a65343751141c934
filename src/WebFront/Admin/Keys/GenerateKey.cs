using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Contacts.Core.Audit;
using Contacts.Core.Keys;
using Contacts.Grains.Abstractions.ApiKeys;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Json;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Keys;

internal static class GenerateKey
{
    /// <summary>Generate a key</summary>
    /// <remarks>The answer is the only time the key is shown; the service keeps its hash alone.</remarks>
    public static async Task<Reply<NewKeyAnswer>> HandleAsync(ApiCall call, GenerateKeyBody body)
    {
        var result = call.Effect is { } effect
            ? new() { Outcome = ApiKeyOutcome.Done, Secret = effect.Note }
            : await call.OfOrganisation<IApiKeyRingGrain>().GenerateAsync(body.ToRequest(call), CancellationToken.None);
        return result switch
        {
            { Outcome: ApiKeyOutcome.Done, Secret: { } secret } => new NewKeyAnswer { ApiKey = secret },
            { Outcome: ApiKeyOutcome.Forbidden } => Failure.NoScope,
            _ => Failures.Of(result.Problem, call.Dialect),
        };
    }
}

/// <summary>A key to generate.</summary>
internal sealed record GenerateKeyBody
{
    /// <summary>PROD; DEV for a developer; ROOT only by a ROOT key.</summary><example>PROD</example>
    [Required, AllowedValues("PROD", "DEV", "ROOT")] public string? Environment { get; set; }

    /// <summary>public, contacts, admin; public alone unless given.</summary><example>["public"]</example>
    public ImmutableArray<string>? Scopes { get; set; }

    /// <summary>What the key is for; history shows it as the actor.</summary><example>Website</example>
    public string? Description { get; set; }

    /// <summary>A date or an ISO 8601 instant; 90 days from now unless given.</summary><example>2027-01-31</example>
    public string? ExpirationDate { get; set; }

    /// <summary>Requests per UTC minute and hour; absent ones have the default of the key's kind.</summary>
    public KeyLimitsBody? Limits { get; set; }

    public GenerateKeyRequest ToRequest(ApiCall call) => new()
    {
        Environment = Environment, Scopes = Scopes, Description = Description, ExpirationDate = ExpirationDate,
        Limits = Limits is null ? null : new() { PerMinute = Limits.PerMinute, PerHour = Limits.PerHour },
        Authority = call.Authority, Trail = call.Trail,
    };
}

/// <summary>Limits of a new key.</summary>
internal sealed record KeyLimitsBody
{
    /// <summary>Requests in a UTC minute.</summary><example>1000</example>
    [Range(1, int.MaxValue), JsonConverter(typeof(LimitConverter))] public int? PerMinute { get; set; }

    /// <summary>Requests in a UTC hour.</summary><example>60000</example>
    [Range(1, int.MaxValue), JsonConverter(typeof(LimitConverter))] public int? PerHour { get; set; }
}

/// <summary>A new key.</summary>
internal sealed record NewKeyAnswer : Answer
{
    /// <summary>The key.</summary><example>PROD0000000000000000000000000000</example>
    public required string ApiKey { get; init; }
}
