namespace Contacts.PhoneNumbers.Tests;

/// <summary>reference.tsv holds what google-libphonenumber says, disagreements.tsv where and why this project says otherwise.</summary>
public sealed class ReferenceTests
{
    private const double WantedAgreement = 0.995;

    private static readonly Row[] Rows = [.. TestResources.Lines("reference.tsv").Select(Row.Parse)];

    [Fact]
    public void Agrees_with_google_libphonenumber_but_for_the_listed_disagreements()
    {
        var listed = TestResources.Lines("disagreements.tsv").Select(line => line.Split('\t')).ToArray();
        Assert.All(listed, fields => Assert.True(fields.Length == 3 && fields[2].Length > 0, "A disagreement needs a reason."));

        var found = Rows.Where(row => row.Expected != Answer(row)).ToArray();
        var unlisted = found.Where(row => !listed.Any(row.IsNamedBy)).Select(row => $"{row} but is {Answer(row)}").ToArray();
        var outdated = listed.Where(fields => !found.Any(row => row.IsNamedBy(fields))).Select(fields => fields[0]).ToArray();

        Assert.True(unlisted.Length == 0, $"{unlisted.Length} unlisted disagreements:\n{string.Join('\n', unlisted.Take(20))}");
        Assert.True(outdated.Length == 0, $"Listed, but there is no such disagreement:\n{string.Join('\n', outdated)}");
        Assert.True(found.Length <= Rows.Length * (1 - WantedAgreement), $"{found.Length} disagreements in {Rows.Length} rows.");
    }

    [Fact]
    public void The_reference_has_valid_and_invalid_numbers_of_every_region_and_calling_code()
    {
        // By the metadata all their numbers may as well be of another region of the same calling code, which comes first.
        string[] overshadowed = ["+212 EH", "+590 MF"];
        var valid = Rows.Where(row => row.Expected.Length > 0).ToArray();
        var all = NumberingPlans.All.Select(plan => $"+{plan.CallingCode} {plan.Region}");

        Assert.True(Rows.Length - valid.Length > 1000 && valid.Length > 5000);
        Assert.Equal(overshadowed, all.Except(valid.Select(RegionOf)));
    }

    [Fact]
    public void Every_valid_number_of_the_reference_survives_being_written_and_read_again()
    {
        foreach (var row in Rows)
        {
            if (!PhoneNumber.TryParse(row.Input, row.DefaultRegion, out var number, out _))
                continue;

            foreach (var spelling in new[] { number.ToE164(), number.ToInternational(), $"00{number.ToE164()[1..]}" })
            {
                Assert.True(PhoneNumber.TryParse(spelling, null, out var again, out var error), $"{spelling}: {error}");
                Assert.Equal(number, again);
            }

            Assert.True(PhoneNumber.TryReadE164(number.ToE164(), out var stored));
            Assert.Equal(number, stored);
        }
    }

    private static string RegionOf(Row row)
    {
        Assert.True(PhoneNumber.TryReadE164(row.Expected.Split(' ')[0], out var number));
        return $"+{number.CountryCode} {number.Region}";
    }

    private static string Answer(Row row) =>
        PhoneNumber.TryParse(row.Input, row.DefaultRegion, out var number, out _) ? $"{number.ToE164()} {number.Region ?? "001"}" : "";

    private sealed record Row(string Input, string? DefaultRegion, string Expected)
    {
        public static Row Parse(string line)
        {
            var fields = line.Split('\t');
            var expected = fields[2] == "valid" ? $"{fields[3]} {fields[4]}" : "";
            return new Row(fields[0], fields[1].Length == 0 ? null : fields[1], expected);
        }

        public bool IsNamedBy(string[] disagreement) => disagreement[0] == Input && disagreement[1] == (DefaultRegion ?? "");
    }
}
