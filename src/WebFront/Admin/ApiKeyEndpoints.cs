using System.Text.Json;
using Contacts.Core.Keys;
using Contacts.Grains.Abstractions.ApiKeys;
using Contacts.WebFront.Errors;
using Contacts.WebFront.OpenApi;
using Contacts.WebFront.Requests;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Admin;

/// <summary>GET /bff/api-key/list and POST /bff/api-key/revoke.</summary>
internal static class ApiKeyEndpoints
{
    public static async Task ListAsync(ApiCall call)
    {
        var keys = await call.OfOrganisation<IApiKeyRingGrain>().ListAsync(call.Aborted);
        if (call.Caller.IsRoot) // For anybody else there are none.
            keys = keys.AddRange(await call.OfService<IApiKeyRingGrain>().ListAsync(call.Aborted));
        await Answers.SuccessAsync(call.Http, keys, static (json, keys) =>
        {
            json.WriteStartArray("items"u8);
            foreach (var key in keys)
                WriteKey(json, key);
            json.WriteEndArray();
        });
    }

    public static async Task RevokeAsync(ApiCall call, RevokeBody body)
    {
        if (body.Id is not { } id)
        {
            await call.RequireAsync("id");
            return;
        }

        var result = call.Effect is not null
            ? new() { Outcome = ApiKeyOutcome.Done }
            : await call.OfOrganisation<IApiKeyRingGrain>().RevokeAsync(id, call.Caller.Hash, call.Stamp, CancellationToken.None);
        await (result.Outcome switch
        {
            ApiKeyOutcome.Done => Answers.SuccessAsync(call.Http),
            ApiKeyOutcome.NotFound => call.FailAsync(Failure.KeyNotFound),
            ApiKeyOutcome.Forbidden => call.FailAsync(Failure.NoScope),
            _ => call.FailAsync(FieldNames.ToFailure(result.Problem, call.Dialect)),
        });
    }

    private static void WriteKey(Utf8JsonWriter json, ApiKey key)
    {
        json.WriteStartObject();
        json.WriteNumber("id"u8, key.Id);
        json.WriteString("kind"u8, key.Kind switch { ApiKeyKind.Prod => "PROD"u8, ApiKeyKind.Dev => "DEV"u8, _ => "ROOT"u8 });
        json.WriteStartArray("scopes"u8);
        foreach (var (scope, name) in _scopes)
            if (key.Scopes.HasFlag(scope))
                json.WriteStringValue(name);
        json.WriteEndArray();
        json.WriteString("description"u8, key.Description);
        AdminContactJson.WriteTime(json, "createdAt"u8, key.CreatedAt);
        AdminContactJson.WriteTime(json, "expiresAt"u8, key.ExpiresAt);
        AdminContactJson.WriteTime(json, "revokedAt"u8, key.RevokedAt);
        AdminContactJson.WriteTime(json, "lastUsedAt"u8, key.LastUsedAt);
        WriteLimits(json, key.Limits);
        json.WriteEndObject();
    }

    private static void WriteLimits(Utf8JsonWriter json, LimitSettings? limits)
    {
        if (limits is null)
        {
            json.WriteNull("limits"u8);
            return;
        }

        json.WriteStartObject("limits"u8);
        WriteNumber(json, "perMinute"u8, limits.PerMinute);
        WriteNumber(json, "perHour"u8, limits.PerHour);
        json.WriteEndObject();
    }

    private static void WriteNumber(Utf8JsonWriter json, ReadOnlySpan<byte> name, int? number)
    {
        if (number is null)
            json.WriteNull(name);
        else
            json.WriteNumber(name, number.Value);
    }

    private static readonly (ApiKeyScopes Scope, string Name)[] _scopes =
        [(ApiKeyScopes.Public, "public"), (ApiKeyScopes.Contacts, "contacts"), (ApiKeyScopes.Admin, "admin")];

    internal sealed class RevokeBody : IJsonBody
    {
        public long? Id { get; private set; }

        public void Take(ref JsonFields fields)
        {
            if (fields.Is("id"u8))
                Id = fields.Whole();
            else
                fields.Skip();
        }
    }

    public static readonly FieldDoc LimitsDoc = Object(
        "limits", "Requests per UTC minute and hour; absent ones have the default of the key's kind.",
        Whole("perMinute", "Requests per minute.", 1000), Whole("perHour", "Requests per hour.", 60000));

    public static readonly RouteDoc ListDoc = new(
        "Admin: API keys", "List the organisation's keys", "Revoked and expired ones too; never their text. For a ROOT key the ROOT keys follow.")
    {
        Answer =
        [
            Objects("items", "Keys.", Whole("id", "For revoke.", 17), Text("kind", "Kind.", "PROD").OneOf("PROD", "DEV", "ROOT"),
                Texts("scopes", "What the key may do.", "public"), Text("description", "What it is for.", "Website"),
                Instant("createdAt", "UTC."), Instant("expiresAt", "UTC.").OrNull(), Instant("revokedAt", "UTC.").OrNull(),
                Instant("lastUsedAt", "UTC; written with delay.").OrNull(), LimitsDoc.OrNull()),
        ],
    };

    public static readonly RouteDoc RevokeDoc = new(
        "Admin: API keys", "Revoke a key",
        "Holds everywhere within five seconds. Revoking twice is no error. ROOT keys are found by a ROOT key alone.")
    {
        Body = [Whole("id", "Id of the key, from the list.", 17).Required()],
        Failures = [Failure.KeyNotFound],
    };
}
