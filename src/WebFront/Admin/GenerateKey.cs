using System.Collections.Immutable;
using Contacts.Core.Keys;
using Contacts.Grains.Abstractions.ApiKeys;
using Contacts.WebFront.Errors;
using Contacts.WebFront.OpenApi;
using Contacts.WebFront.Requests;
using static Contacts.WebFront.OpenApi.Describe;

namespace Contacts.WebFront.Admin;

/// <summary>POST /bff/api-key/generate-key: the only time a key's text is told.</summary>
internal static class GenerateKey
{
    public static async Task HandleAsync(ApiCall call, Body body)
    {
        var result = call.Effect is { } effect
            ? new() { Outcome = ApiKeyOutcome.Done, Secret = effect.Note }
            : await call.OfOrganisation<IApiKeyRingGrain>().GenerateAsync(body.ToRequest(call), CancellationToken.None);
        await (result switch
        {
            { Outcome: ApiKeyOutcome.Done, Secret: { } secret } =>
                Answers.SuccessAsync(call.Http, secret, static (json, secret) => json.WriteString("apiKey"u8, secret)),
            { Outcome: ApiKeyOutcome.Forbidden } => call.FailAsync(Failure.NoScope),
            _ => call.FailAsync(FieldNames.ToFailure(result.Problem, call.Dialect)),
        });
    }

    internal sealed class Body : IJsonBody
    {
        private readonly LimitsBody _limits = new();
        private string? _environment, _description, _expirationDate;
        private ImmutableArray<string>? _scopes;
        private bool _hasLimits;

        public void Take(ref JsonFields fields)
        {
            if (fields.Is("environment"u8))
                _environment = fields.Text();
            else if (fields.Is("scopes"u8))
                _scopes = fields.Texts();
            else if (fields.Is("description"u8))
                _description = fields.Text();
            else if (fields.Is("expirationDate"u8))
                _expirationDate = fields.Text();
            else if (fields.Is("limits"u8))
                _hasLimits = fields.Object("limits", _limits);
            else
                fields.Skip();
        }

        public GenerateKeyRequest ToRequest(ApiCall call) => new()
        {
            Environment = _environment, Scopes = _scopes, Description = _description, ExpirationDate = _expirationDate,
            Limits = _hasLimits ? _limits.ToSettings() : null, CallerHash = call.Caller.Hash, Stamp = call.Stamp,
        };
    }

    public static readonly RouteDoc Doc = new(
        "Admin: API keys", "Generate a key", "The answer is the only time the key is shown; the service keeps its hash alone.")
    {
        Body =
        [
            Text("environment", "PROD; DEV for a developer; ROOT only by a ROOT key.", "PROD").OneOf("PROD", "DEV", "ROOT").Required(),
            Texts("scopes", "public, contacts, admin; public alone unless given.", "public"),
            Text("description", "What the key is for; history shows it as the actor.", "Website"),
            Text("expirationDate", "A date or an ISO 8601 instant; 90 days from now unless given.", "2027-01-31"),
            ApiKeyEndpoints.LimitsDoc,
        ],
        Answer = [Text("apiKey", "The key.", "PROD" + "0000000000000000000000000000")],
    };
}
