using System.Collections.Immutable;
using System.Globalization;
using Contacts.Core.Text;

namespace Contacts.Core.Keys;

/// <summary>Reads what is asked of a new key. Pure.</summary>
public static class KeyRequest
{
    /// <summary>The most characters of a description.</summary>
    public const int DescriptionLimit = 200;

    private static readonly TimeSpan _defaultLifetime = TimeSpan.FromDays(90);

    /// <summary>The key to be, without id; or what is wrong with the request.</summary>
    public static (ApiKey? Key, FieldProblem? Problem) Read(GenerateKeyRequest request, int organisationId, DateTimeOffset now)
    {
        if (Kind(request.Environment) is not { } kind)
            return Invalid(InputField.Environment, "must be \"PROD\", \"DEV\" or \"ROOT\"");
        if (Scopes(kind, request.Scopes) is not { } scopes)
            return Invalid(InputField.Scopes, "must be an array of \"public\", \"contacts\" and \"admin\"");
        if (InputText.Clean(request.Description, DescriptionLimit, out var description) != InputTextError.None)
            return Invalid(InputField.Description, $"must be {DescriptionLimit} characters or less, without control characters");
        if (Expiry(request.ExpirationDate, now) is not { } expiresAt)
            return Invalid(InputField.ExpirationDate, "must be a date (2030-12-31) or an ISO 8601 instant (2030-12-31T12:00:00Z)");
        if (request.Limits is { PerMinute: <= 0 } or { PerHour: <= 0 })
            return Invalid(InputField.Limits, "must be positive integers");
        return (new ApiKey
        {
            Id = 0, OrganisationId = kind == ApiKeyKind.Root ? 0 : organisationId, Kind = kind, Scopes = scopes,
            Description = description, CreatedAt = now, ExpiresAt = expiresAt, Limits = kind == ApiKeyKind.Root ? null : request.Limits,
        }, null);
    }

    private static ApiKeyKind? Kind(string? environment) => environment?.Trim().ToUpperInvariant() switch
    {
        "PROD" => ApiKeyKind.Prod,
        "DEV" or "DEV_" => ApiKeyKind.Dev,
        "ROOT" => ApiKeyKind.Root,
        _ => null,
    };

    private static ApiKeyScopes? Scopes(ApiKeyKind kind, ImmutableArray<string>? names)
    {
        var scopes = ApiKeyScopes.None;
        foreach (var name in names ?? [])
        {
            var scope = name switch
            {
                "public" => ApiKeyScopes.Public,
                "contacts" => ApiKeyScopes.Contacts,
                "admin" => ApiKeyScopes.Admin,
                _ => ApiKeyScopes.None,
            };
            if (scope == ApiKeyScopes.None) return null;
            scopes |= scope;
        }
        if (kind == ApiKeyKind.Root) return ApiKeyScopes.All;
        return scopes == ApiKeyScopes.None ? ApiKeyScopes.Public : scopes;
    }

    private static DateTimeOffset? Expiry(string? text, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(text)) return now + _defaultLifetime;
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (DateTimeOffset.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, styles, out var date)) return date;
        text = text.Trim();
        return text.Length > 10 && text[10] is 'T' or 't' // Other formats of dates leave room for a misunderstanding.
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, styles, out var instant) ? instant : null;
    }

    private static (ApiKey?, FieldProblem?) Invalid(InputField field, string rule) => (null, FieldProblem.Of(field, rule));
}
