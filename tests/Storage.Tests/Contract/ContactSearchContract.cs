using Contacts.Core.Contacts;

namespace Contacts.Storage.Tests.Contract;

public abstract class ContactSearchContract(IStoreFixture store) : StoreContract(store)
{
    [Theory]
    [InlineData("novak")]
    [InlineData("NOVÁK")]
    [InlineData("  Jan Novák ")]
    [InlineData("novák jan")]
    [InlineData("an Nov")]
    [InlineData("ák")]
    [InlineData("J")]
    [InlineData("jan@exam")]
    [InlineData("acme, s.r")]
    [InlineData("+420777123")]
    [InlineData("777 123-456")]
    [InlineData("(777) 12")]
    [InlineData("23 45")]
    [InlineData("2-3")]
    public async Task Any_part_of_name_address_company_or_phone_finds_a_contact(string term)
    {
        var organisation = await NewOrganisationAsync();
        await WriteAsync(Write(organisation, "jan@example.com") with
        {
            FirstName = "Jan", LastName = "Novák", Company = "ACME, s.r.o.", Phone = "+420777123456",
        });
        await WriteAsync(Write(organisation, "x@y.eu") with { FirstName = "Petr", Phone = "+420600000000" });

        Assert.Equal(["jan@example.com"], await SearchAsync(organisation, term));
    }

    [Theory]
    [InlineData("김민수", "민수", "김")]
    [InlineData("김민", "민수", "김")]
    [InlineData("\u1100\u1175\u11B7\u1106\u1175\u11AB", "민수", "김")] // As a Mac may send it.
    [InlineData("王秉元", "秉元", "王")]
    [InlineData("秉元王", "秉元", "王")]
    [InlineData("山田太郎", "太郎", "山田")]
    [InlineData(" 김 민수 ", "민수", "김")]
    public async Task Names_in_Chinese_Japanese_and_Korean_are_found_without_a_space(string term, string first, string last)
    {
        var organisation = await NewOrganisationAsync();
        await WriteAsync(Write(organisation, "found@example.com") with { FirstName = first, LastName = last });
        await WriteAsync(Write(organisation, "other@example.com") with { FirstName = "수민", LastName = "元" });

        Assert.Equal(["found@example.com"], await SearchAsync(organisation, term));
    }

    [Theory]
    [InlineData("lukasz", "Łukasz")]
    [InlineData("ŁUKASZ", "Lukasz")]
    [InlineData("ИВАН", "иван")]
    [InlineData("елка", "Ёлка")]
    [InlineData("ΟΔΟΣ", "οδός")]
    [InlineData("strasse", "Straße")]
    [InlineData("漢字", "小漢字")]
    [InlineData("🎈", "a🎈b")]
    public async Task Case_and_diacritics_do_not_matter_in_any_script(string term, string name)
    {
        var organisation = await NewOrganisationAsync();
        await WriteAsync(Write(organisation, "found@example.com") with { LastName = name });
        await WriteAsync(Write(organisation, "other@example.com") with { LastName = "Other" });

        Assert.Equal(["found@example.com"], await SearchAsync(organisation, term));
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("\\")]
    [InlineData("'")]
    [InlineData("\"")]
    [InlineData("100%")]
    [InlineData("a_b")]
    [InlineData("c\\d")]
    [InlineData("O'Brien")]
    [InlineData("\"quoted\"")]
    [InlineData("NOT (x) AND")]
    [InlineData("100%_a_b c\\d O'Brien \"quoted\" NOT (x) AND *")]
    public async Task Signs_of_query_languages_are_plain_characters(string term)
    {
        var organisation = await NewOrganisationAsync();
        await WriteAsync(Write(organisation, "odd@example.com") with { Company = "100%_a_b c\\d O'Brien \"quoted\" NOT (x) AND *" });
        await WriteAsync(Write(organisation, "plain@example.com") with { Company = "100x axb cxd OBrien quoted NOT x AND" });

        Assert.Equal(["odd@example.com"], await SearchAsync(organisation, term));
    }

    [Theory]
    [InlineData("bücher")]
    [InlineData("BUCHER")]
    [InlineData("m@bücher.de")]
    [InlineData("M@BÜCHER.DE")]
    [InlineData("r.de")]
    [InlineData("m@xn--bcher-kva.de")]
    [InlineData("xn--bch")]
    public async Task A_domain_is_found_in_unicode_and_in_ascii(string term)
    {
        var organisation = await NewOrganisationAsync();
        await WriteAsync(Write(organisation, "m@xn--bcher-kva.de") with { FirstName = "Max", Company = "Acme" });
        await WriteAsync(Write(organisation, "other@example.com") with { FirstName = "Max", Company = "Acme" });

        Assert.Equal(["m@xn--bcher-kva.de"], await SearchAsync(organisation, term));
        Assert.Empty(await SearchAsync(organisation, "bucher.deacme"));
    }

    [Fact]
    public async Task A_changed_address_is_found_in_unicode_and_the_former_one_is_not()
    {
        var organisation = await NewOrganisationAsync();
        var contact = await RegisteredAsync(Write(organisation, "m@xn--bcher-kva.de"));

        await Store.Contacts.ApplyAsync(
            new()
            {
                OrganisationId = organisation, At = Tuesday,
                Contacts = [contact with { Email = "m@xn--pklad-zsa96e.cz", EmailKey = "m@xn--pklad-zsa96e.cz" }],
            }, None);

        Assert.Equal(["m@xn--pklad-zsa96e.cz"], await SearchAsync(organisation, "příklad"));
        Assert.Empty(await SearchAsync(organisation, "bücher"));
    }

    [Theory]
    [InlineData("00420777123456")]
    [InlineData("00420 777 123 456")]
    [InlineData("0042077")]
    [InlineData("004")]
    [InlineData("(00420) 777-1")]
    public async Task A_phone_is_found_by_its_spelling_with_two_zeros(string term)
    {
        var organisation = await NewOrganisationAsync();
        await WriteAsync(Write(organisation, null) with { Phone = "+420777123456" });
        await WriteAsync(Write(organisation, null) with { Phone = "+39042077712" });
        await WriteAsync(Write(organisation, "00@example.com") with { Company = "420777123456" });

        Assert.Equal(["+420777123456"], await SearchAsync(organisation, term));
    }

    [Theory]
    [InlineData("00 12")]
    [InlineData("0012")]
    public async Task Two_zeros_may_stand_inside_a_phone_too(string term)
    {
        var organisation = await NewOrganisationAsync();
        await WriteAsync(Write(organisation, null) with { Phone = "+420700123456" });
        await WriteAsync(Write(organisation, null) with { Phone = "+420700133456" });

        Assert.Equal(["+420700123456"], await SearchAsync(organisation, term));
    }

    [Theory]
    [InlineData("\u200B")]
    [InlineData("\u0301")]
    [InlineData(" \u00AD \uFEFF ")]
    [InlineData("\u20DD\u0308")]
    [InlineData("\0")]
    public async Task A_term_that_matches_no_text_finds_nobody(string term)
    {
        var organisation = await NewOrganisationAsync();
        await WriteAsync(Write(organisation, "a@example.com"));

        Assert.Empty(await SearchAsync(organisation, term));
        Assert.Equal(0, (await ListAsync(organisation, new() { Search = term, Order = ContactOrder.Email, PageSize = 1 })).Total);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData(null)]
    public async Task A_blank_term_finds_everybody(string? term)
    {
        var organisation = await NewOrganisationAsync();
        await WriteAsync(Write(organisation, "a@example.com"));

        Assert.Equal(1, (await ListAsync(organisation, new() { Search = term })).Total);
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("zz")]
    [InlineData("999 999")]
    [InlineData("example.comACME")]
    [InlineData("j7a7n")]
    public async Task What_is_nowhere_finds_nobody(string term)
    {
        var organisation = await NewOrganisationAsync();
        await WriteAsync(Write(organisation, "jan@example.com") with { Company = "ACME", Phone = "+420777123456" });

        Assert.Empty(await SearchAsync(organisation, term));
    }

    [Fact]
    public async Task Contacts_with_only_a_phone_are_found()
    {
        var organisation = await NewOrganisationAsync();
        await WriteAsync(Write(organisation, null) with { Phone = "+420777123456" });

        Assert.Equal(["+420777123456"], await SearchAsync(organisation, "777123"));
        Assert.Equal(["+420777123456"], await SearchAsync(organisation, "777 123"));
    }

    [Fact]
    public async Task A_changed_contact_is_found_by_what_it_is_and_not_by_what_it_was()
    {
        var organisation = await NewOrganisationAsync();
        await WriteAsync(Write(organisation, "eva@example.com") with { LastName = "Svobodová" });
        await WriteAsync(Write(organisation, "eva@example.com") with { LastName = "Dvořáková" });

        Assert.Empty(await SearchAsync(organisation, "svobod"));
        Assert.Equal(["eva@example.com"], await SearchAsync(organisation, "dvorak"));
    }

    [Fact]
    public async Task Pages_of_a_search_are_newest_first_with_exact_totals()
    {
        var organisation = await NewOrganisationAsync();
        foreach (var i in Enumerable.Range(0, 9))
            await WriteAsync(Write(organisation, $"c{i}@example.com") with { LastName = i % 3 == 0 ? "Other" : "Novák" });

        foreach (var term in (string[])["novak", "ov"])
        {
            var page = await ListAsync(organisation, new ContactQuery { Search = term, PageSize = 4, Page = 2 });

            Assert.Equal(6, page.Total);
            Assert.Equal(["c2@example.com", "c1@example.com"], page.Items.Select(item => item.Email!));
        }
    }

    [Fact]
    public async Task A_long_term_is_compared_as_a_whole()
    {
        var organisation = await NewOrganisationAsync();
        var name = string.Concat(Enumerable.Range(0, 30).Select(i => $"{i:00}ab"));
        await WriteAsync(Write(organisation, "long@example.com") with { Company = name });
        await WriteAsync(Write(organisation, "longer@example.com") with { Company = name[..100] + "different" });

        Assert.Equal(["long@example.com"], await SearchAsync(organisation, name));
        Assert.Equal(["longer@example.com", "long@example.com"], await SearchAsync(organisation, name[..90]));
    }
}
