using Contacts.Core;
using Contacts.Core.Contacts;
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
        var (organisation, eva) = await KnownAsync();
        var plus = await RegisteredAsync(eva.Write($"+{eva.OldAddress}"));
        var person = cells.Contains("+{1}", StringComparison.Ordinal) ? plus : eva.Survivor;
        var text = cells.Replace("{0}", eva.SpacedDigits).Replace("{1}", $"old.{eva.Tag}@žluť.cz");
        var job = await eva.EndedAsync(await eva.UploadedAsync("email,phone\n"), Refused(1, text), Refused(2, """["x","1"]"""));
        Assert.Equal([1L], (await ExportedAsync(organisation, person.ExternalId)).AsEnumerable());

        var result = await EraseAsync(organisation, person.ExternalId);

        Assert.Equal((EraseOutcome.Done, 1), (result.Outcome, result.Counts.Imports));
        Assert.Equal([null, """["x","1"]"""], (await CellsAsync(job)).AsEnumerable());
    }

    [Theory]
    [InlineData(ImportMatch.Email, """["external_id","name"]""", null, """["{0}","Eva"]""")]
    [InlineData(ImportMatch.Email, """["name","no"]""", """{"no":"externalId"}""", """["Eva"," {0} "]""")]
    [InlineData(ImportMatch.ExternalId, """["external_id","name"]""", null, """["{0};\"E\"va"]""")]
    [InlineData(ImportMatch.ExternalId, """["external_id","name"]""", null, """["Eva","","{0}"]""")]
    public async Task A_refused_row_that_names_an_integrators_id_alone_is_the_persons(
        ImportMatch match, string header, string? mapping, string cells)
    {
        var (organisation, eva) = await KnownAsync();
        var upload = await eva.UploadedAsync("name\n", match: match, mapping: mapping) with { Header = header };
        var (own, other) = (cells.Replace("{0}", eva.Legacy.ForeignId), cells.Replace("{0}", $"{eva.Legacy.ForeignId}0"));
        var job = await eva.EndedAsync(upload, Refused(1, own), Refused(2, other));
        Assert.Equal([1L], (await ExportedAsync(organisation, eva.Survivor.ExternalId)).AsEnumerable());

        await EraseAsync(organisation, eva.Survivor.ExternalId);

        Assert.Equal([null, other], (await CellsAsync(job)).AsEnumerable());
    }

    [Fact]
    public async Task An_integrators_id_in_another_column_or_of_another_contact_by_now_says_nothing()
    {
        var (organisation, eva) = await KnownAsync();
        var (former, id) = (eva.Legacy.ForeignId!, $"{eva.Tag}-1");
        await WriteAsync(Write(organisation, eva.Address, ContactWriteKind.Import) with { ForeignId = id });
        await WriteAsync(Write(organisation, "ida@example.com", ContactWriteKind.Import) with { ForeignId = former });
        Assert.Equal(id, (await FoundAsync(organisation, eva.Survivor.Id)).ForeignId);
        var upload = await eva.UploadedAsync("name\n") with { Header = """["external_id","name"]""" };
        string[] cells = [$"""["{former}","Ida"]""", $"""["","{id}"]""", $"""["{id}",""]"""];
        var job = await eva.EndedAsync(upload, [.. cells.Select((text, i) => Refused(i + 1, text))]);

        await EraseAsync(organisation, eva.Survivor.ExternalId);

        Assert.Equal([cells[0], cells[1], null], (await CellsAsync(job)).AsEnumerable());
    }

    [Theory]
    [InlineData("crm-1", "external_id,name\ncrm-1,Eva\n")]
    [InlineData("crm-1", "name;external_id\nEva;\"crm-1\"")]
    [InlineData("+1", "name;external_id\nEva;'+1\n")]
    [InlineData("{a|b;c}", "name,external_id\nEva,{a|b;c}\n")]
    [InlineData("crm-1", """{"name":"Eva","externalId":"crm-1"}""")]
    public async Task The_file_of_an_import_by_integrators_ids_is_searched_for_them(string id, string file)
    {
        var organisation = await NewOrganisationAsync();
        var eva = new KnownPerson(Store, organisation);
        var contact = await RegisteredAsync(eva.Write(eva.Address, ContactWriteKind.Create) with { ForeignId = id });
        var format = file[0] == '{' ? ImportFormat.JsonLines : ImportFormat.Csv;
        var similar = await eva.UploadedAsync("external_id,name\nxcrm-1,Eva\n+11,c}\n", match: ImportMatch.ExternalId);
        var other = await eva.UploadedAsync(file, format);
        var job = await eva.UploadedAsync(file, format, ImportMatch.ExternalId);

        Assert.Equal(EraseOutcome.ImportRunning, (await EraseAsync(organisation, contact.ExternalId)).Outcome);
        await eva.EndedAsync(job);
        Assert.Equal(EraseOutcome.Done, (await EraseAsync(organisation, contact.ExternalId)).Outcome);

        Assert.Null(await Store.Imports.ReadAsync(organisation, job.ImportId, 0, None));
        foreach (var left in new[] { similar, other })
            Assert.NotNull(await Store.Imports.ReadAsync(organisation, left.ImportId, 0, None));
    }

    [Theory]
    [InlineData(ImportMatch.Email, "{0}", "Eva", """["phone","firstName","email",""]""")]
    [InlineData(ImportMatch.ExternalId, "1", "{1}", """["phone","firstName","email",""]""")]
    public async Task Columns_that_are_called_as_the_person_is_lose_their_names_and_keep_their_meaning(
        ImportMatch match, string phone, string name, string expected)
    {
        var (organisation, eva) = await KnownAsync();
        (phone, name) = (phone.Replace("{0}", eva.SpacedDigits), name.Replace("{1}", eva.Legacy.ForeignId));
        var mapping = $$"""{"{{phone}}":"phone","{{name}}":"firstName"}""";
        var header = $$"""["{{phone}}","{{name}}","E-mail","Malá"]""";
        var upload = await eva.UploadedAsync("name\n", match: match, mapping: mapping);
        var own = upload with { Header = header, IgnoredColumns = ["Malá"], Message = "\"Malá\"" };
        var other = await eva.UploadedAsync("name\n", mapping: """{"Telefon":"phone"}""") with
        {
            Header = """["Telefon","Jméno","E-mail","Malá"]""",
        };

        Assert.Equal(EraseOutcome.ImportRunning, (await EraseAsync(organisation, eva.Survivor.ExternalId)).Outcome);
        foreach (var job in new[] { own, other }) await eva.EndedAsync(job, Refused(1, """["","","x",""]"""));
        Assert.Equal(EraseOutcome.Done, (await EraseAsync(organisation, eva.Survivor.ExternalId)).Outcome);

        var now = (await Store.Imports.FindAsync(organisation, own.ImportId, None))!;
        Assert.Equal((expected, null, null, 0), (now.Header, now.Mapping, now.Message, now.IgnoredColumns.Length));
        now = (await Store.Imports.FindAsync(organisation, other.ImportId, None))!;
        Assert.Equal((other.Header, other.Mapping), (now.Header, now.Mapping));
    }

    [Fact]
    public async Task A_sample_that_does_not_say_whose_it_is_is_found_by_its_texts()
    {
        var (organisation, eva) = await KnownAsync();
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

    private async Task<(int Organisation, KnownPerson Person)> KnownAsync()
    {
        var organisation = await NewOrganisationAsync();
        var person = new KnownPerson(Store, organisation);
        await person.SignUpAsync();
        return (organisation, person);
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
