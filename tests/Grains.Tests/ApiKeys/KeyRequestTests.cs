using Contacts.Core;
using Contacts.Core.Audit;
using Contacts.Core.Keys;
using Contacts.Core.Users;

namespace Contacts.Grains.Tests.ApiKeys;

public sealed class KeyRequestTests
{
    private static readonly DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly GenerateKeyRequest _prod = new() { Environment = "PROD", Authority = Authority.Nobody };
    private static readonly ApiKey _admin = new() { Id = 1, OrganisationId = 5, Kind = ApiKeyKind.Prod, Scopes = ApiKeyScopes.All };
    private static readonly UserAccount _person = new() { Id = 7, Email = "eva@example.com", SecurityStamp = "", Version = 1 };
    private static readonly ApiKey _root = _admin with { OrganisationId = 0, Kind = ApiKeyKind.Root };

    [Fact]
    public void A_key_is_public_and_lasts_ninety_days_unless_more_is_asked_for()
    {
        var key = Read(_prod).Key!;

        Assert.Equal((ApiKeyKind.Prod, ApiKeyScopes.Public, 5), (key.Kind, key.Scopes, key.OrganisationId));
        Assert.Equal(_now.AddDays(90), key.ExpiresAt);
        Assert.Equal(ApiKeyScopes.Public, Read(_prod with { Scopes = [] }).Key!.Scopes);
        Assert.Equal(ApiKeyScopes.Contacts | ApiKeyScopes.Admin, Read(_prod with { Scopes = ["contacts", "admin"] }).Key!.Scopes);
    }

    [Fact]
    public void A_root_key_belongs_to_no_organisation_and_has_every_scope_and_no_limits()
    {
        var key = Read(new() { Environment = "ROOT", Authority = Authority.Nobody, Scopes = ["public"], Limits = new() { PerMinute = 5 } }).Key!;

        Assert.Equal((0, ApiKeyScopes.All), (key.OrganisationId, key.Scopes));
        Assert.Null(key.Limits);
    }

    [Fact]
    public void A_key_is_of_Development_where_the_key_that_asks_is()
    {
        Assert.False(Read(_prod).Key!.IsDevelopment);
        Assert.True(Read(_prod, _admin with { IsDevelopment = true }).Key!.IsDevelopment);
    }

    [Theory]
    [InlineData("2030-12-31", "2030-12-31T23:59:59.999999Z")]
    [InlineData("9999-12-31", "9999-12-31T23:59:59.999999Z")]
    [InlineData("9999-12-31T23:59:59.9999999Z", "9999-12-31T23:59:59.999999Z")]
    [InlineData("2030-12-31T12:00:00Z", "2030-12-31T12:00:00Z")]
    [InlineData("2030-12-31T12:00:00+02:00", "2030-12-31T10:00:00Z")]
    [InlineData("2030-12-31T12:00:00", "2030-12-31T12:00:00Z")]
    public void Expires_at_a_date_or_an_instant(string text, string expected)
    {
        Assert.Equal(DateTimeOffset.Parse(expected, null), Read(_prod with { ExpirationDate = text }).Key!.ExpiresAt);
    }

    [Theory]
    [InlineData("31.12.2030")]
    [InlineData("2030-02-30")]
    [InlineData("Tue, 31 Dec 2030 12:00:00 GMT")]
    [InlineData("tomorrow")]
    public void Refuses_other_dates(string text)
    {
        Assert.Equal(InputField.ExpirationDate, Read(_prod with { ExpirationDate = text }).Problem!.Field);
    }

    [Fact]
    public void Names_the_field_that_is_wrong()
    {
        Assert.Equal(InputField.Environment, Read(new() { Authority = Authority.Nobody }).Problem!.Field);
        Assert.Equal(InputField.Environment, Read(new() { Environment = "TEST", Authority = Authority.Nobody }).Problem!.Field);
        Assert.Equal(InputField.Scopes, Read(_prod with { Scopes = ["everything"] }).Problem!.Field);
        Assert.Equal(InputField.Description, Read(_prod with { Description = new string('x', 201) }).Problem!.Field);
        Assert.Equal(InputField.Limits, Read(_prod with { Limits = new() { PerMinute = 0 } }).Problem!.Field);
        Assert.Equal(InputField.Limits, Read(_prod with { Limits = new() { PerHour = -1 } }).Problem!.Field);
    }

    [Theory]
    [InlineData("2026-01-02T03:04:05Z")]
    [InlineData("2026-01-01")]
    public void Refuses_an_expiry_in_the_past(string text)
    {
        Assert.Equal(InputField.ExpirationDate, Read(_prod with { ExpirationDate = text }).Problem!.Field);
    }

    [Fact]
    public void A_date_of_today_lasts_until_midnight()
    {
        var key = Read(_prod with { ExpirationDate = "2026-01-02" }).Key!;

        Assert.Equal(ApiKeyValidity.Valid, key.ValidityAt(new(2026, 1, 2, 23, 59, 59, 999, TimeSpan.Zero)));
        Assert.Equal(ApiKeyValidity.Expired, key.ValidityAt(new(2026, 1, 3, 0, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void A_key_gives_no_scope_that_it_does_not_have()
    {
        var admin = _admin with { Scopes = ApiKeyScopes.Admin | ApiKeyScopes.Public };

        Assert.Equal(ApiKeyOutcome.Forbidden, Read(_prod with { Scopes = ["contacts"] }, admin).Outcome);
        Assert.Equal(ApiKeyOutcome.Forbidden, Read(new() { Environment = "ROOT", Authority = Authority.Nobody }, admin).Outcome);
        Assert.Equal(ApiKeyOutcome.Forbidden, Read(_prod, admin with { Scopes = ApiKeyScopes.Admin }).Outcome);
        Assert.Equal(ApiKeyOutcome.Done, Read(_prod with { Scopes = ["public", "admin"] }, admin).Outcome);
    }

    [Fact]
    public void Only_a_valid_admin_key_of_the_organisation_or_a_root_key_gives_keys()
    {
        Assert.Null(AdminRights.OfKey(_admin with { OrganisationId = 6 }, 5, _now));
        Assert.Null(AdminRights.OfKey(_admin with { Scopes = ApiKeyScopes.Public }, 5, _now));
        Assert.Null(AdminRights.OfKey(_admin with { RevokedAt = _now }, 5, _now));
        Assert.Null(AdminRights.OfKey(_admin with { ExpiresAt = _now }, 5, _now));
        Assert.Equal(ApiKeyOutcome.Done, Read(_prod).Outcome);
    }

    [Fact]
    public void A_person_gives_keys_of_every_scope_up_to_the_usual_limits_and_no_root_key()
    {
        var owner = AdminRights.OfUser(_person, Role.Owner)!;
        KeyDecision ReadBy(AdminRights rights, GenerateKeyRequest request) => KeyRequest.Decide(request, rights, 5, _now);

        Assert.Equal(ApiKeyScopes.All, ReadBy(owner, _prod with { Scopes = ["public", "contacts", "admin"] }).Key!.Scopes);
        Assert.Equal(InputField.Limits, ReadBy(owner, _prod with { Limits = new() { PerMinute = 500_001 } }).Problem!.Field);
        Assert.Equal(ApiKeyOutcome.Forbidden, ReadBy(owner, new() { Environment = "ROOT", Authority = Authority.Nobody }).Outcome);
        var byOperator = AdminRights.OfUser(_person with { IsOperator = true }, null)!;
        Assert.Equal(ApiKeyOutcome.Done, ReadBy(byOperator, new() { Environment = "ROOT", Authority = Authority.Nobody }).Outcome);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData(Role.Viewer, false)]
    [InlineData(Role.Agent, false)]
    [InlineData(Role.Admin, true)]
    [InlineData(Role.Owner, true)]
    public void Administrators_and_owners_alone_have_the_rights_of_an_administrator(Role? role, bool expected) =>
        Assert.Equal(expected, AdminRights.OfUser(_person, role) is { IsOperator: false });

    [Fact]
    public void A_key_gives_no_greater_limits_than_its_own()
    {
        var small = _admin with { Limits = new() { PerMinute = 10 } };

        Assert.Equal(InputField.Limits, Read(_prod with { Limits = new() { PerMinute = 11 } }, small).Problem!.Field);
        Assert.Equal(InputField.Limits, Read(_prod with { Limits = new() { PerHour = 601 } }, small).Problem!.Field);
        Assert.Equal(new() { PerMinute = 10, PerHour = 600 }, Read(_prod, small).Key!.Limits);
        Assert.Equal(new() { PerMinute = 1000, PerHour = 60_000 }, Read(_prod, _admin with { Kind = ApiKeyKind.Dev }).Key!.Limits);
        Assert.Null(Read(_prod, _admin).Key!.Limits);
    }

    private static KeyDecision Read(GenerateKeyRequest request, ApiKey? caller = null) =>
        KeyRequest.Decide(request, AdminRights.OfKey(caller ?? _root, 5, _now)!, 5, _now);
}
