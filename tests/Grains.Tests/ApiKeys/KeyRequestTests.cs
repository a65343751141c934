using Contacts.Core;
using Contacts.Core.Keys;

namespace Contacts.Grains.Tests.ApiKeys;

public sealed class KeyRequestTests
{
    private static readonly DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private static readonly GenerateKeyRequest _prod = new() { Environment = "PROD" };

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
        var key = Read(new() { Environment = "ROOT", Scopes = ["public"], Limits = new() { PerMinute = 5 } }).Key!;

        Assert.Equal((0, ApiKeyScopes.All), (key.OrganisationId, key.Scopes));
        Assert.Null(key.Limits);
    }

    [Theory]
    [InlineData("2030-12-31", "2030-12-31T00:00:00Z")]
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
        Assert.Equal(InputField.Environment, Read(new()).Problem!.Field);
        Assert.Equal(InputField.Environment, Read(new() { Environment = "TEST" }).Problem!.Field);
        Assert.Equal(InputField.Scopes, Read(_prod with { Scopes = ["everything"] }).Problem!.Field);
        Assert.Equal(InputField.Description, Read(_prod with { Description = new string('x', 201) }).Problem!.Field);
        Assert.Equal(InputField.Limits, Read(_prod with { Limits = new() { PerMinute = 0 } }).Problem!.Field);
        Assert.Equal(InputField.Limits, Read(_prod with { Limits = new() { PerHour = -1 } }).Problem!.Field);
    }

    private static (ApiKey? Key, FieldProblem? Problem) Read(GenerateKeyRequest request) => KeyRequest.Read(request, 5, _now);
}
