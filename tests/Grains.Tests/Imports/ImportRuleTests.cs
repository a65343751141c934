using System.Collections.Immutable;
using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.Core.Imports;
using Contacts.Core.Settings;

namespace Contacts.Grains.Tests.Imports;

public sealed class ImportRuleTests
{
    private static readonly DateTimeOffset _at = new(2026, 3, 2, 8, 30, 0, TimeSpan.Zero);
    private static readonly ImportJob _job = Files.Job(ImportFormat.Csv, 100);

    [Fact]
    public void A_row_is_checked_and_normalised_like_any_input()
    {
        var row = new ImportRow
        {
            Behind = new(90, 17, 19), Email = " A@X.cz ", Phone = "777 123 456", FirstName = " Ann  Mary ", Groups = ["A", " a ", "", "B"], EmailSubscribed = " YES ",
            SmsSubscribed = "0",
        };

        var (write, tags, warning) = ImportRowRule.Check(_job, row, Input(), _at, out var problem)!.Value;

        Assert.Null(problem ?? warning);
        Assert.Equal(("a@x.cz", "a@x.cz", "+420777123456", "Ann Mary", null), (write.Email, write.EmailKey, write.Phone, write.FirstName, write.LastName));
        Assert.Equal((true, false), (write.EmailSubscribed, write.SmsSubscribed));
        Assert.Equal(["A", "B"], tags.ToArray());
        Assert.Equal((ContactWriteKind.Import, "Ann", "import", "Import 0000000000000017, row 17", _at), (write.Kind, write.Actor, write.Source, write.Reason, write.At));
    }

    [Fact]
    public void The_source_is_the_rows_own_else_the_imports()
    {
        Assert.Equal("web", Source(_job with { Source = "fair" }, " web "));
        Assert.Equal("fair", Source(_job with { Source = "fair" }, " "));

        static string? Source(ImportJob job, string source) => ImportRowRule.Check(
            job, new ImportRow { Behind = default, Email = "a@x.cz", Source = source }, Input(), _at, out _)!.Value.Write.Source;
    }

    [Fact]
    public void Groups_are_named_as_groups_may_be()
    {
        var name = new string('x', 128);

        var (_, tags, _) = ImportRowRule.Check(_job, new ImportRow { Behind = default, Email = "a@x.cz", Groups = [name] }, Input(), _at, out _)!.Value;
        Assert.Equal([name], tags.ToArray());
        Assert.Null(ImportRowRule.Check(_job, new ImportRow { Behind = default, Email = "a@x.cz", Groups = [name + "x"] }, Input(), _at, out var problem));
        Assert.Equal((InputField.Groups, "must have items of 128 characters or less"), (problem!.Field, problem.Rule));
    }

    [Theory]
    [InlineData("no address", null, null, InputField.Email, "must be a valid email address")]
    [InlineData(null, "12", null, InputField.Phone, "must be a valid number in E.164 format")]
    [InlineData(" ", "", null, InputField.None, "Provide at least \"email\" or \"phone\"")]
    [InlineData("a@x.cz", null, "perhaps", InputField.EmailSubscribed, "must be true or false")]
    public void The_first_thing_wrong_is_the_error(string? email, string? phone, string? consent, InputField field, string rule)
    {
        var row = new ImportRow { Behind = default, Email = email, Phone = phone, EmailSubscribed = consent };

        Assert.Null(ImportRowRule.Check(_job, row, Input(), _at, out var problem));
        Assert.Equal((field, rule), (problem!.Field, problem.Rule));
    }

    [Theory]
    [InlineData(true, "a@x.cz", "12", true)]
    [InlineData(true, null, "12", false)]
    [InlineData(true, "no address", "12", false)]
    [InlineData(false, "a@x.cz", "12", false)]
    public void A_wrong_phone_beside_a_good_address_costs_the_phone_alone_where_the_job_is_lenient(
        bool lenient, string? email, string phone, bool imported)
    {
        var row = new ImportRow { Behind = default, Email = email, Phone = phone };

        var good = ImportRowRule.Check(_job, row, Input(lenient), _at, out var problem);

        Assert.Equal(imported, good is not null);
        Assert.Equal(imported, problem is null);
        Assert.Equal(imported ? InputField.Phone : null, good?.Warning?.Field);
        Assert.Null(good?.Write.Phone);
    }

    [Fact]
    public void A_lenient_import_cuts_what_is_too_long_and_leaves_out_what_is_wrong()
    {
        var row = new ImportRow
        {
            Behind = default, Email = "a@x.cz", FirstName = new('ž', 200), LastName = "Nov\u0001á", Company = "ACME", EmailSubscribed = "perhaps",
            Groups = ["A", new('x', 129), .. Enumerable.Range(0, 30).Select(i => $"g{i}")], Source = new('s', 300),
        };

        var (write, tags, warning) = ImportRowRule.Check(_job, row, Input(lenient: true), _at, out var problem)!.Value;

        Assert.Null(problem);
        Assert.Equal(InputField.FirstName, warning!.Field);
        Assert.Equal((new string('ž', 128), null, "ACME", null), (write.FirstName, write.LastName, write.Company, write.EmailSubscribed));
        Assert.Equal((20, new string('s', 128)), (tags.Length, write.Source));
        Assert.Null(ImportRowRule.Check(_job, row with { Email = "no address" }, Input(lenient: true), _at, out problem));
    }

    [Fact]
    public void A_batch_is_cut_where_an_address_occurs_again()
    {
        var step = new ImportStep
        {
            Job = _job, Place = default, IgnoredColumns = [], Rows = [Row("a"), Row("b"), Row(null), Row(null), Row("a"), Row("b"), Row("b"), Row("c")],
        };

        Assert.Equal([4, 2, 2], step.Batches().Select(batch => batch.Length));
        Assert.Equal(step.Rows, step.Batches().SelectMany(batch => batch));
    }

    [Fact]
    public void A_batch_is_cut_where_a_number_that_is_looked_for_occurs_again()
    {
        var (alone, beside) = (Row(null) with { Phone = "+420777123456" }, Row("a") with { Phone = "+420777123456" });
        var step = new ImportStep { Job = _job, Place = default, IgnoredColumns = [], Rows = [alone, beside, alone, beside with { EmailKey = "b", IsPhoneKey = true }] };

        Assert.Equal([2, 1, 1], step.Batches().Select(batch => batch.Length));
    }

    [Fact]
    public void Progress_counts_every_row_once()
    {
        var step = new ImportStep
        {
            Job = _job with { Created = 1, Failed = ImportReport.MostRejects - 1, Run = 3 }, Place = new(50, 9, 10), IgnoredColumns = ["x"],
            Errors = [Error(7), Error(9), Error(11) with { IsImported = true }],
        };

        ContactWriteOutcome[] outcomes = [ContactWriteOutcome.Created, ContactWriteOutcome.Unchanged, ContactWriteOutcome.Updated, ContactWriteOutcome.Created];
        var (after, errors) = step.After([.. outcomes.Select((outcome, i) => new ContactWriteResult(outcome, i, null))]);

        Assert.Equal((3, 1, 1, ImportReport.MostRejects + 1, ImportReport.MostRejects + 6, 3), (after.Created, after.Updated, after.Unchanged, after.Failed, after.Rows, after.Run));
        Assert.Equal((1, new(50, 9, 10)), (after.Warnings, after.Place));
        Assert.Equal(7, Assert.Single(errors).Row);
        Assert.Empty((step with { Job = after }).After([]).Errors);
    }

    [Theory]
    [InlineData("0000000000000001", 1L)]
    [InlineData("7fffffffffffffff", long.MaxValue)]
    [InlineData("8000000000000000", null)]
    [InlineData("0000000000000000", null)]
    [InlineData("7FFFFFFFFFFFFFFF", null)]
    [InlineData("1", null)]
    [InlineData(null, null)]
    public void Ids_are_sixteen_hexadecimal_digits(string? text, long? id)
    {
        Assert.Equal(id, ImportId.ParseOrNull(text));
        if (id is not null) Assert.Equal(text, ImportId.Text(id.Value));
    }

    private static ContactInput Input(bool lenient = false) => new(new IdentitySettings { DefaultRegion = "CZ" }) { IsLenient = lenient };

    private static ContactWrite Row(string? key) =>
        new() { Kind = ContactWriteKind.Import, OrganisationId = 1, EmailKey = key, ExternalId = ExternalId.New(), Actor = "Ann", At = _at };

    private static ImportError Error(long row) => new() { Row = row, Problem = FieldProblem.Of(InputField.Email, "must be") };
}
