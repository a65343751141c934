using System.Collections.Immutable;
using System.Globalization;
using Contacts.Core.Keys;
using Contacts.Core.Limits;
using Contacts.Core.Users;
using Contacts.Grains.Abstractions.ApiKeys;
using Contacts.WebFront.Console.Shell;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Console.Keys;

/// <summary>API keys of the organisation. The text of a new one is shown once, in the answer to its form.</summary>
internal static class KeyPages
{
    public static ConsoleGroup MapKeys(this ConsoleGroup console)
    {
        console.For(Role.Admin)
            .Page("/keys", call => ShowAsync(call, StatusCodes.Status200OK, null, null))
            .Form("/keys", CreateAsync)
            .Form("/keys/{id:long}/revoke", RevokeAsync);
        return console;
    }

    private static async Task<ConsoleAnswer> ShowAsync(ConsoleCall call, int status, string? secret, string? problem)
    {
        var keys = await call.OfOrganisation<IApiKeyRingGrain>().ListAsync(call.Aborted);
        return ConsoleAnswer.Show<KeyListPage>(
            status, call, (nameof(KeyListPage.Keys), keys), (nameof(KeyListPage.Secret), secret), (nameof(KeyListPage.Problem), problem));
    }

    private static async Task<ConsoleAnswer> CreateAsync(ConsoleCall call, IFormCollection form)
    {
        if (!TryLimit(form["perMinute"], out var perMinute) || !TryLimit(form["perHour"], out var perHour))
            return await ShowAsync(call, StatusCodes.Status400BadRequest, null, call.Texts["Limits are positive whole numbers."]);
        var request = new GenerateKeyRequest
        {
            Environment = form["environment"], Scopes = [.. form["scope"].OfType<string>()], Description = form["description"],
            ExpirationDate = form["expires"], Authority = call.Authority, Trail = call.Trail,
            Limits = perMinute is null && perHour is null ? null : new LimitSettings { PerMinute = perMinute, PerHour = perHour },
        };
        var result = await call.OfOrganisation<IApiKeyRingGrain>().GenerateAsync(request, CancellationToken.None);
        return result.Outcome switch
        {
            ApiKeyOutcome.Done => await ShowAsync(call, StatusCodes.Status200OK, result.Secret, null),
            ApiKeyOutcome.Invalid => await ShowAsync(call, StatusCodes.Status400BadRequest, null, call.Texts.Of(result.Problem!)),
            _ => Failure.RoleMissing,
        };
    }

    private static async Task<ConsoleAnswer> RevokeAsync(ConsoleCall call, IFormCollection form)
    {
        var result = await call.OfOrganisation<IApiKeyRingGrain>()
            .RevokeAsync(call.RouteNumber, call.Authority, call.Trail, CancellationToken.None);
        return result.Outcome switch
        {
            ApiKeyOutcome.Done => ConsoleAnswer.Redirect(call.PathOf("keys?done=revoked")),
            ApiKeyOutcome.NotFound => Failure.KeyNotFound,
            _ => Failure.RoleMissing,
        };
    }

    private static bool TryLimit(string? text, out int? limit)
    {
        limit = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null;
        return limit is not null || string.IsNullOrWhiteSpace(text);
    }
}
