using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Exports;

namespace Contacts.Storage.Tests.Contract;

/// <summary>Filters of lists, alone and together.</summary>
public abstract class ContactFilterContract(IStoreFixture store) : StoreContract(store)
{
    private static readonly string[] _names = ["Eva", "Adam", "Žofie"];
    private static readonly string?[] _sources = [null, "web", "fair", "Web"];
    private static readonly string?[] _phones = ["+420777123456", "+442071838750", null];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Any_filters_together_find_what_all_of_them_hold_for(int seed)
    {
        var random = new Random(seed);
        var organisation = await NewOrganisationAsync();
        await FillAsync(random, await NewOrganisationAsync(), 20);
        var model = await FillAsync(random, organisation, 60);
        for (var i = 0; i < 60; i++)
        {
            var query = AnyQuery(random, model);
            var expected = model.Where(contact => Matches(contact, query)).OrderByDescending(contact => contact.Row.Id).ToArray();

            var page = await ListAsync(organisation, query with { PageSize = 7, Page = 2 });

            Assert.True(expected.Length == page.Total, $"seed {seed}: {query}: {page.Total}, not {expected.Length}");
            Assert.Equal(expected.Skip(7).Take(7).Select(contact => contact.Row.Id), page.Items.Select(item => item.Id));
            await AssertExportAsync(organisation, query, [.. expected.AsEnumerable().Reverse()]);
        }
    }

    [Fact]
    public async Task Who_has_no_address_or_did_not_answer_in_time_has_the_consent_none()
    {
        var organisation = await NewOrganisationAsync();
        await WriteAsync(Write(organisation, null) with { Phone = "+420777123456" });
        await WriteAsync(Write(organisation, "silent@example.com", ContactWriteKind.Create));
        await WriteAsync(Write(organisation, "late@example.com", ContactWriteKind.Create));
        await SetAsync(ConsentRow.Unknown(organisation, new(ConsentChannel.Email, "late@example.com")) with
        {
            State = ConsentState.Pending, ExpiresAt = Tuesday,
        });

        Assert.Equal(1, (await ListAsync(organisation, new() { Consent = ConsentState.Pending, At = Tuesday.AddTicks(-10) })).Total);
        Assert.Equal(0, (await ListAsync(organisation, new() { Consent = ConsentState.Pending, At = Tuesday })).Total);
        Assert.Equal(2, (await ListAsync(organisation, new() { Consent = ConsentState.None, At = Tuesday.AddTicks(-10) })).Total);
        Assert.Equal(3, (await ListAsync(organisation, new() { Consent = ConsentState.None, At = Tuesday })).Total);
    }

    [Fact]
    public async Task An_export_has_all_of_a_contact_and_what_was_said_of_its_consents()
    {
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, "A", "B");
        var eva = await RegisteredAsync(Write(organisation, "eva@example.com") with
        {
            FirstName = "Eva", LastName = "Nová", Phone = "+420777123456", SmsSubscribed = true, GroupIds = [.. groups], Source = "web",
        });
        await RegisteredAsync(Write(organisation, null) with { Phone = "+420777654321" });

        var rows = await ExportAsync(organisation, new() { At = Tuesday });

        Assert.Equivalent(eva.ToContact() with { EmailConsent = rows[0].Contact.EmailConsent }, rows[0].Contact);
        Assert.Equal(["A", "B"], rows[0].Contact.Groups.Select(group => group.Name));
        Assert.Equal([(true, true), ((bool?)null, (bool?)null)], rows.Select(row => (row.Email, row.Sms)));
        Assert.Empty(await ExportAsync(organisation, new() { Search = "\u200B" }));
    }

    [Fact]
    public async Task An_export_is_of_one_moment_and_others_write_meanwhile()
    {
        var organisation = await NewOrganisationAsync();
        for (var i = 0; i < 5; i++) await WriteAsync(Write(organisation, $"c{i}@example.com"));
        var rows = new List<ExportedContact>();

        await Store.Exports.ReadAsync(organisation, new() { At = Tuesday }, row =>
        {
            if (rows.Count == 0) WriteAsync(Write(organisation, "late@example.com")).GetAwaiter().GetResult();
            rows.Add(row);
        }, None);

        Assert.Equal(5, rows.Count);
        Assert.Equal(6, (await ListAsync(organisation, new())).Total);
    }

    private async Task AssertExportAsync(int organisation, ContactQuery query, Chosen[] expected)
    {
        var rows = await ExportAsync(organisation, query);
        Assert.Equal(
            expected.Select(contact => (contact.Row.Id, ConsentRule.At(contact.Consent, query.At).State)),
            rows.Select(row => (row.Contact.Id, row.Contact.EmailConsent!.State)));
    }

    private async Task<List<ExportedContact>> ExportAsync(int organisation, ContactQuery query)
    {
        var rows = new List<ExportedContact>();
        await Store.Exports.ReadAsync(organisation, query, rows.Add, None);
        return rows;
    }

    private async Task<Chosen[]> FillAsync(Random random, int organisation, int count)
    {
        var groups = await NewGroupsAsync(organisation, "A", "B", "C");
        var contacts = new List<Chosen>();
        for (var i = 0; i < count; i++)
        {
            var email = random.Next(8) == 0 ? null : $"c{i}@example.com";
            var row = await RegisteredAsync(Write(organisation, email, ContactWriteKind.Create) with
            {
                FirstName = Any(random, _names), Source = Any(random, _sources), At = Monday.AddHours(random.Next(72)),
                Phone = Any(random, _phones),
                GroupIds = [.. groups.Where(_ => random.Next(3) == 0)],
            });
            contacts.Add(new(row, await AnyConsentAsync(random, organisation, email)));
        }
        return [.. contacts];
    }

    private async Task<ConsentRow> AnyConsentAsync(Random random, int organisation, string? email)
    {
        var consent = ConsentRow.Unknown(organisation, new(ConsentChannel.Email, email ?? ""));
        if (email is null || random.Next(6) == 0) return consent;
        consent = consent with
        {
            State = Any(random, Enum.GetValues<ConsentState>()), ExpiresAt = Wednesday, WithdrawnAt = random.Next(2) == 0 ? Monday : null,
        };
        await SetAsync(consent);
        return consent;
    }

    private static ContactQuery AnyQuery(Random random, Chosen[] contacts) => new()
    {
        At = Any(random, [Monday, Wednesday.AddDays(9)]),
        Consent = random.Next(2) == 0 ? null : Any(random, Enum.GetValues<ConsentState>()),
        Source = random.Next(2) == 0 ? null : Any(random, _sources) ?? "",
        CreatedFrom = random.Next(3) > 0 ? null : Any(random, contacts).Row.CreatedAt,
        CreatedTo = random.Next(3) > 0 ? null : Any(random, contacts).Row.CreatedAt,
        CallingCode = random.Next(3) > 0 ? null : Any(random, ["+420", "+44", "+4"]),
        Search = random.Next(3) > 0 ? null : Any(random, ["eva", "zof", "c1"]),
        Tags = random.Next(3) > 0 ? [] : [Any(random, ["a", "B"])],
        WithoutGroups = random.Next(5) == 0,
        GroupId = random.Next(4) > 0 ? null : Any(random, contacts).Row.Groups.FirstOrDefault()?.Id,
    };

    private static bool Matches(Chosen contact, ContactQuery query)
    {
        var row = contact.Row;
        return (query.Consent is null || ConsentRule.At(contact.Consent, query.At).State == query.Consent)
            && (query.Source is null || (row.Source ?? "") == query.Source)
            && (query.CreatedFrom is null || row.CreatedAt >= query.CreatedFrom) && (query.CreatedTo is null || row.CreatedAt < query.CreatedTo)
            && (query.Search switch { "eva" => row.FirstName == "Eva", "zof" => row.FirstName == "Žofie", "c1" => row.Email?.Contains("c1") == true, _ => true })
            && (query.CallingCode is null || row.Phone?.StartsWith(query.CallingCode, StringComparison.Ordinal) == true)
            && (query.GroupId is null || row.Groups.Any(group => group.Id == query.GroupId))
            && ((query.Tags.IsEmpty && !query.WithoutGroups) || (query.WithoutGroups && row.Groups.IsEmpty)
                || row.Groups.Any(group => query.Tags.Contains(group.Name, StringComparer.OrdinalIgnoreCase)));
    }

    private async Task SetAsync(ConsentRow consent)
    {
        var outcome = await Store.Contacts.ApplyAsync(
            new() { OrganisationId = consent.OrganisationId, Contacts = [], Consents = [consent], At = Monday }, None);
        Assert.Equal(ApplyOutcome.Applied, outcome);
    }

    private static T Any<T>(Random random, T[] values) => values[random.Next(values.Length)];

    private sealed record Chosen(ContactRow Row, ConsentRow Consent);
}
