using System.Collections.Immutable;
using Contacts.Core.Analytics;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;

namespace Contacts.Storage.Tests.Contract;

/// <summary>What is counted of sign-ups, as it is added and after it was folded into days.</summary>
public abstract class SignUpContract(IStoreFixture store) : StoreContract(store)
{
    private const string Eva = "eva@example.com";

    private static readonly SignUpQuery _week = Query(Monday.AddDays(-2), Monday.AddDays(5));

    [Fact]
    public async Task A_sign_up_counts_whatever_it_changes()
    {
        var organisation = await NewOrganisationAsync();
        await WriteAsync(SignUp(organisation, Eva));
        await WriteAsync(SignUp(organisation, Eva));
        await WriteAsync(SignUp(organisation, Eva) with { FirstName = "Eva" });

        await CountedAsync(organisation, SignUpDimension.None, ("", new() { Submitted = 3, Created = 1, Repeated = 2 }));
    }

    [Fact]
    public async Task Other_writes_do_not_count()
    {
        var organisation = await NewOrganisationAsync();
        foreach (var kind in new[] { ContactWriteKind.AddIfAbsent, ContactWriteKind.Create, ContactWriteKind.Import })
            await WriteAsync(Write(organisation, $"{kind}@example.com", kind) with { EmailSubscribed = true });

        await CountedAsync(organisation, SignUpDimension.Source);
    }

    [Fact]
    public async Task Folded_sign_ups_count_each_for_itself()
    {
        var organisation = await NewOrganisationAsync();
        await WriteAsync(SignUp(organisation, Eva) with
        {
            SignUps = [new(new("web", "1,2", 7), 3), new(new("web", "2", 7), 2), new(new("web", "", 7), 1)],
        });

        await CountedAsync(organisation, SignUpDimension.None, ("", new() { Submitted = 6, Created = 1, Repeated = 5 }));
        await CountedAsync(organisation, SignUpDimension.Group,
            ("", new() { Submitted = 1, Repeated = 1 }), ("1", new() { Submitted = 3, Created = 1, Repeated = 2 }),
            ("2", new() { Submitted = 5, Created = 1, Repeated = 4 }));
    }

    [Fact]
    public async Task A_batch_counts_each_row_by_source_group_and_key()
    {
        var organisation = await NewOrganisationAsync();
        var rows = Enumerable.Range(0, 60).Select(i => SignUp(organisation, $"c{i % 40}-{i / 40}@example.com") with
        {
            SignUps = [new(new($"s{i % 3}", i % 2 == 0 ? "" : "1,5", i % 4), 1)],
        }).ToArray();
        await Store.Contacts.WriteAsync(rows, None);
        await Store.Contacts.WriteAsync(rows, None);

        await CountedAsync(organisation, SignUpDimension.Source,
            [.. Enumerable.Range(0, 3).Select(i => ($"s{i}", Half(20)))]);
        await CountedAsync(organisation, SignUpDimension.Group, ("", Half(30)), ("1", Half(30)), ("5", Half(30)));
        await CountedAsync(organisation, SignUpDimension.Key, [.. Enumerable.Range(0, 4).Select(i => ($"{i}", Half(15)))]);
        await CountedAsync(organisation, SignUpDimension.None, ("", Half(60)));
    }

    [Fact]
    public async Task A_sign_up_that_waits_counts_once_as_pending_and_then_as_repeated()
    {
        var organisation = await NewOrganisationAsync();
        await WriteAsync(SignUp(organisation, Eva) with { Confirmation = Terms });
        await WriteAsync(SignUp(organisation, Eva) with { Confirmation = Terms });
        await WriteAsync(SignUp(organisation, Eva) with { Confirmation = Terms, At = Monday.AddHours(2) }); // The first has lapsed.

        await CountedAsync(organisation, SignUpDimension.None, ("", new() { Submitted = 3, Pending = 2, Repeated = 1 }));
    }

    [Fact]
    public async Task A_withdrawal_by_an_import_belongs_to_the_sign_up_that_had_given_the_consent()
    {
        var organisation = await NewOrganisationAsync();
        await WriteAsync(SignUp(organisation, Eva));
        await WriteAsync(SignUp(organisation, Eva) with { SignUps = [new(new("later", "9", 9), 1)], Source = "later" });
        await WriteAsync(Write(organisation, Eva, ContactWriteKind.Import) with { EmailSubscribed = false, Source = "file", At = Tuesday });
        await WriteAsync(Write(organisation, Eva, ContactWriteKind.Import) with { EmailSubscribed = false, Source = "file", At = Tuesday });

        await CountedAsync(organisation, SignUpDimension.Source,
            ("later", new() { Submitted = 1, Repeated = 1 }), ("web", new() { Submitted = 1, Created = 1, Withdrawn = 1 }));
        await CountedAsync(organisation, SignUpDimension.Key,
            ("7", new() { Submitted = 1, Created = 1, Withdrawn = 1 }), ("9", new() { Submitted = 1, Repeated = 1 }));
    }

    [Fact]
    public async Task What_a_change_counts_is_written_with_it_or_not_at_all()
    {
        var organisation = await NewOrganisationAsync();
        var contact = await RegisteredAsync(SignUp(organisation, Eva));
        var book = await BookAsync(contact);
        book.Withdraw(book.Email(Eva)!, new("test", Tuesday));
        var change = new ContactChangeSet
        {
            OrganisationId = organisation, Contacts = [contact with { EmailSubscribed = false }], Consents = book.Changes, At = Tuesday,
            Tallies = [.. book.Withdrawn.SelectMany(row => SignUpTally.OfAct(row, Tuesday, new() { Withdrawn = 1 }))],
        };

        Assert.Equal(ApplyOutcome.Applied, await Store.Contacts.ApplyAsync(change, None));
        Assert.Equal(ApplyOutcome.Conflict, await Store.Contacts.ApplyAsync(change, None));

        await CountedAsync(organisation, SignUpDimension.Group, ("3", new() { Submitted = 1, Created = 1, Withdrawn = 1 }));
    }

    [Fact]
    public async Task The_1001st_source_of_a_day_counts_as_other()
    {
        var organisation = await NewOrganisationAsync();
        async Task SubmitAsync(int first, int count, DateTimeOffset at) => await Store.Contacts.WriteAsync(
            [.. Enumerable.Range(first, count).Select(i => From(SignUp(organisation, $"c{i}@example.com") with { At = at }, $"s{i}"))], None);

        await SubmitAsync(0, 600, Monday);
        await FoldAllAsync();
        await SubmitAsync(600, 500, Monday);
        await SubmitAsync(0, 2, Monday.AddHours(1));
        await SubmitAsync(1099, 1, Tuesday);
        await WriteAsync(From(SignUp(organisation, "none@example.com"), ""));

        for (var time = 0; time < 2; time++)
        {
            var report = await ReportAsync(organisation, SignUpDimension.Source);
            var monday = report.Buckets.Where(bucket => bucket.Start.Day == Monday.Day && bucket.Counts.Submitted > 0).ToArray();
            Assert.Equal(SignUpNames.MostSources + 2, monday.Length);
            Assert.Equal(100, monday.Single(bucket => bucket.Key == SignUpNames.Other).Counts.Submitted);
            Assert.Equal(2, monday.Single(bucket => bucket.Key == "s1").Counts.Submitted);
            Assert.Equal(1, monday.Single(bucket => bucket.Key == "").Counts.Submitted);
            Assert.Equal(1, report.Buckets.Single(bucket => bucket.Key == "s1099" && bucket.Counts != default).Counts.Submitted);
            Assert.Equal(1104, report.Totals.Submitted);
            await FoldAllAsync();
        }
    }

    [Fact]
    public async Task Sums_are_exact_while_rows_are_added_folded_and_read_at_once()
    {
        var organisation = await NewOrganisationAsync();
        var added = Task.WhenAll(Enumerable.Range(0, 4).Select(async writer =>
        {
            for (var i = 0; i < 40; i++)
                await Store.Contacts.WriteAsync([From(SignUp(organisation, $"c{writer}-{i % 10}@example.com"), $"s{i % 5}")], None);
        }));
        var before = 0L;
        while (!added.IsCompleted)
        {
            await Task.WhenAll(Store.SignUps.FoldAsync(7, None), Store.SignUps.FoldAsync(3, None));
            var now = (await ReportAsync(organisation, SignUpDimension.Source)).Totals.Submitted;
            Assert.True(now >= before);
            before = now;
        }
        await added;

        await CountedAsync(organisation, SignUpDimension.Source,
            [.. Enumerable.Range(0, 5).Select(i => ($"s{i}", new SignUpCounts { Submitted = 32, Created = 8, Repeated = 24 }))]);
    }

    [Theory]
    [InlineData(7)]
    [InlineData(90)]
    public async Task Days_of_a_zone_have_their_parts_of_the_days_of_UTC_that_they_cut(int days)
    {
        var organisation = await NewOrganisationAsync();
        DateTimeOffset[] times = [Midnight.AddHours(22.5), Midnight.AddHours(23.5), Midnight.AddHours(34)];
        for (var i = 0; i < times.Length; i++) await WriteAsync(SignUp(organisation, $"c{i}@example.com") with { At = times[i] });
        await FoldAllAsync();
        var zone = TimeZoneInfo.CreateCustomTimeZone("ahead", TimeSpan.FromHours(1), null, null);
        var from = Quarter.Of(Midnight.AddHours(-1));
        var edges = BucketEdges.Of(from, from + (days * Quarter.InDay), SignUpInterval.Day, zone, days);
        var query = new SignUpQuery { From = from, To = edges[^1], Edges = edges, GroupBy = SignUpDimension.Source };

        var report = (await Store.SignUps.ReadAsync(organisation, query, None)).ToReport(name => name);

        Assert.Equal(days, report.Buckets.Length);
        Assert.Equal([1, 2, 0], report.Buckets.Take(3).Select(bucket => bucket.Counts.Submitted));
        Assert.Equal(3, report.Totals.Submitted);
    }

    private static DateTimeOffset Midnight => new(Monday.Date, TimeSpan.Zero);

    private static ConfirmationTerms Terms => new()
    {
        IsForKnown = true, Lifetime = TimeSpan.FromHours(1), Language = "en", MayMail = true,
    };

    private static SignUpCounts Half(int submitted) =>
        new() { Submitted = 2 * submitted, Created = submitted, Repeated = submitted };

    private static ContactWrite SignUp(int organisation, string email) =>
        Write(organisation, email) with { Source = "web", SignUps = [new(new("web", "3", 7), 1)] };

    private static ContactWrite From(ContactWrite write, string source) =>
        write with { Source = source, SignUps = [new(new(source, "", 7), 1)] };

    private static SignUpQuery Query(DateTimeOffset from, DateTimeOffset to)
    {
        var (first, last) = (Quarter.Of(new(from.Date, TimeSpan.Zero)), Quarter.Of(new(to.Date, TimeSpan.Zero)));
        return new() { From = first, To = last, Edges = BucketEdges.Of(first, last, SignUpInterval.Day, TimeZoneInfo.Utc, 100) };
    }

    private async Task<SignUpReport> ReportAsync(int organisation, SignUpDimension dimension)
    {
        var query = _week with { GroupBy = dimension };
        return (await Store.SignUps.ReadAsync(organisation, query, None)).ToReport(name => name);
    }

    private async Task FoldAllAsync()
    {
        while (await Store.SignUps.FoldAsync(1000, None) > 0)
        {
        }
    }

    /// <summary>That so much is counted of each name, before and after all is folded.</summary>
    private async Task CountedAsync(int organisation, SignUpDimension dimension, params (string Name, SignUpCounts Counts)[] expected)
    {
        for (var time = 0; time < 2; time++)
        {
            var report = await ReportAsync(organisation, dimension);
            var sums = report.Buckets.GroupBy(bucket => bucket.Key)
                .Select(name => (name.Key, name.Select(bucket => bucket.Counts).Aggregate((one, other) => one + other)));
            Assert.Equal(expected, sums);
            if (dimension != SignUpDimension.Group)
                Assert.Equal(expected.Select(name => name.Counts).Aggregate(new SignUpCounts(), (one, other) => one + other), report.Totals);
            await FoldAllAsync();
        }
    }
}
