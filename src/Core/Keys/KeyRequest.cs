using System.Collections.Immutable;
using System.Globalization;
using Contacts.Core.Limits;
using Contacts.Core.Text;

namespace Contacts.Core.Keys;

/// <summary>The decision about a request for a new key: the key to be (without id), or why there is none.</summary>
public readonly record struct KeyDecision(ApiKeyOutcome Outcome, ApiKey? Key = null, FieldProblem? Problem = null)
{
    public static readonly KeyDecision Forbidden = new(ApiKeyOutcome.Forbidden);

    public static KeyDecision Invalid(InputField field, string rule) => new(ApiKeyOutcome.Invalid, Problem: FieldProblem.Of(field, rule));
}

/// <summary>Decides what key a caller gets. A key has at most the scopes and limits of whoever asks for it. Pure.</summary>
public static class KeyRequest
{
    /// <summary>The most characters of a description.</summary>
    public const int DescriptionLimit = 200;

    private static readonly TimeSpan _defaultLifetime = TimeSpan.FromDays(90);

    /// <summary>From the midnight of a date to the last instant of that day that both stores keep.</summary>
    private static readonly TimeSpan _allDay = TimeSpan.FromDays(1) - TimeSpan.FromMicroseconds(1);

    /// <summary>The key that <paramref name="caller"/> gets for an organisation; Invalid or Forbidden otherwise.</summary>
    public static KeyDecision Decide(GenerateKeyRequest request, AdminRights caller, int organisationId, DateTimeOffset now)
    {
        if (Kind(request.Environment) is not { } kind)
            return KeyDecision.Invalid(InputField.Environment, "must be \"PROD\", \"DEV\" or \"ROOT\"");
        if (Scopes(kind, request.Scopes) is not { } scopes)
            return KeyDecision.Invalid(InputField.Scopes, "must be an array of \"public\", \"contacts\" and \"admin\"");
        if ((scopes & ~caller.Scopes) != 0 || (kind == ApiKeyKind.Root && !caller.IsOperator)) return KeyDecision.Forbidden;
        if (InputText.Clean(request.Description, DescriptionLimit, out var description) != InputTextError.None)
            return KeyDecision.Invalid(
                InputField.Description, $"must be {DescriptionLimit} characters or less, without control characters");
        if (Expiry(request.ExpirationDate, now) is not { } expiresAt)
            return KeyDecision.Invalid(
                InputField.ExpirationDate, "must be a date (2030-12-31) or an ISO 8601 instant (2030-12-31T12:00:00Z)");
        if (expiresAt <= now) return KeyDecision.Invalid(InputField.ExpirationDate, "must be in the future");
        if (request.Limits is { PerMinute: <= 0 } or { PerHour: <= 0 })
            return KeyDecision.Invalid(InputField.Limits, "must be positive integers");
        if (!TryLimit(kind, request.Limits, caller, out var limits))
            return KeyDecision.Invalid(InputField.Limits, "must not be greater than those of the key that asks");
        return new(ApiKeyOutcome.Done, new ApiKey
        {
            Id = 0, OrganisationId = kind == ApiKeyKind.Root ? 0 : organisationId, Kind = kind, Scopes = scopes,
            Description = description, CreatedAt = now, ExpiresAt = expiresAt, Limits = limits,
            HasChecksum = true, IsDevelopment = caller.IsDevelopment,
        });
    }

    /// <summary>Limits as asked for, or the caller's where they are lower than the defaults; false if more is asked for.</summary>
    private static bool TryLimit(ApiKeyKind kind, LimitSettings? asked, AdminRights caller, out LimitSettings? limits)
    {
        limits = kind == ApiKeyKind.Root ? null : asked;
        if (caller.Limits is not { } most) return true;
        if (asked?.PerMinute > most.PerMinute || asked?.PerHour > most.PerHour) return false;
        var own = LimitRules.Of(kind, asked);
        if (own.PerMinute > most.PerMinute || own.PerHour > most.PerHour)
            limits = new() { PerMinute = Math.Min(own.PerMinute, most.PerMinute), PerHour = Math.Min(own.PerHour, most.PerHour) };
        return true;
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
        if (DateTimeOffset.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, styles, out var date))
            return date + _allDay; // Not the midnight after it: there is none after 9999-12-31.
        text = text.Trim();
        return text.Length > 10 && text[10] is 'T' or 't' // Other formats of dates leave room for a misunderstanding.
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, styles, out var instant) ? ToMicroseconds(instant) : null;
    }

    // PostgreSQL would take DateTimeOffset.MaxValue for infinity.
    private static DateTimeOffset ToMicroseconds(DateTimeOffset instant) =>
        instant.AddTicks(-(instant.Ticks % TimeSpan.TicksPerMicrosecond));
}
