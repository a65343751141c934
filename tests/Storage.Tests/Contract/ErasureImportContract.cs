using Contacts.Core;
using Contacts.Core.Erasure;
using Contacts.Core.Imports;

namespace Contacts.Storage.Tests.Contract;

/// <summary>What erasures find of a person in what imports keep.</summary>
public abstract class ErasureImportContract(IStoreFixture store) : ErasureSetting(store)
{
    [Theory]
    [InlineData("""["","'+420 {0}"]""")]
    [InlineData("""["","''+420 {0}"]""")]
    [InlineData("""["'+{1}",""]""")]
    [InlineData("""["ida@example.com;\"+420 {0};Eva"]""")]
    [InlineData("""["\"{1}\",x\"y,"]""")]
    public async Task A_refused_row_is_found_however_a_cell_is_written(string cells)
    {
        var organisation = await NewOrganisationAsync();
        var eva = new KnownPerson(Store, organisation);
        await eva.SignUpAsync();
        var plus = await RegisteredAsync(eva.Write($"+{eva.OldAddress}"));
        var person = cells.Contains("+{1}", StringComparison.Ordinal) ? plus : eva.Survivor;
        var text = cells.Replace("{0}", eva.SpacedDigits).Replace("{1}", $"old.{eva.Tag}@žluť.cz");
        var job = await eva.EndedAsync(await eva.UploadedAsync("email,phone\n"), Refused(1, text), Refused(2, """["x","1"]"""));
        Assert.Equal([1L], (await ExportedAsync(organisation, person.ExternalId)).AsEnumerable());

        var result = await EraseAsync(organisation, person.ExternalId);

        Assert.Equal((EraseOutcome.Done, 1), (result.Outcome, result.Counts.Imports));
        Assert.Equal([null, """["x","1"]"""], (await CellsAsync(job)).AsEnumerable());
    }

    [Fact]
    public async Task A_sample_that_does_not_say_whose_it_is_is_found_by_its_texts()
    {
        var organisation = await NewOrganisationAsync();
        var eva = new KnownPerson(Store, organisation);
        await eva.SignUpAsync();
        var ida = await RegisteredAsync(Write(organisation, "ida@example.com"));
        var job = await eva.UploadedAsync("email\n");
        var company = eva.Survivor.Company;
        foreach (var (row, text, contact) in new[] { (1, company, "NULL"), (2, "Ida", "NULL"), (3, company, $"{ida.Id}") })
            await Store.ExecuteAsync($$"""
                INSERT INTO import_sample (organisation_id, import_id, row_number, outcome, before, after, contact_id)
                VALUES ({{organisation}}, {{job.ImportId}}, {{row}}, 1, '{"company":"{{text}}"}', '{"company":"x"}', {{contact}})
                """);
        Assert.Equal([1L], (await ExportedAsync(organisation, eva.Legacy.ExternalId)).AsEnumerable());

        var result = await EraseAsync(organisation, eva.Legacy.ExternalId);

        Assert.Equal((EraseOutcome.Done, 1), (result.Outcome, result.Counts.Imports));
    }

    private static ImportError Refused(long row, string cells) =>
        new() { Row = row, Problem = FieldProblem.Of(InputField.None, "The row could not be stored"), Cells = cells };

    private async Task<string?[]> CellsAsync(ImportJob job) =>
        [.. (await Store.Imports.RejectsAsync(job.OrganisationId, job.ImportId, 0, 10, None)).Select(error => error.Cells)];

    /// <summary>The rows of imports that a person gets to see.</summary>
    private async Task<long[]> ExportedAsync(int organisation, string contactId) =>
    [
        .. (await Store.PersonalData.ReadAsync(organisation, contactId, Identity, None))!.Records.Where(record => record.Kind == "import")
            .Select(record => long.Parse(record.Values.Single(value => value.Name == "row").Text, null)),
    ];
}
