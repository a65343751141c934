using Contacts.Core.Imports;

namespace Contacts.Grains.Tests.Imports;

/// <summary>Header lines of other products' exports, shortened to the columns that matter.</summary>
public sealed class ImportColumnsTests
{
    [Theory]
    [InlineData("Email Address,First Name,Last Name,Phone Number,MEMBER_RATING", "a@x.cz,Ann,Gray,+420777123456,2")] // Mailchimp
    [InlineData("Record ID - Contact,First Name,Last Name,Email,Mobile Phone Number", "1,Ann,Gray,a@x.cz,+420777123456")] // HubSpot
    [InlineData("CONTACT ID;EMAIL;LASTNAME;FIRSTNAME;SMS", "1;a@x.cz;Gray;Ann;+420777123456")] // Brevo
    [InlineData("CONTACT ID;EMAIL;NACHNAME;VORNAME;SMS", "1;a@x.cz;Gray;Ann;+420777123456")]
    [InlineData("Given Name,Family Name,Labels,E-mail 1 - Value,Phone 1 - Type,Phone 1 - Value", "Ann,Gray,x,a@x.cz,Mobile,+420777123456")] // Google
    [InlineData("Vorname,Nachname,E-Mail 1 - Wert,Telefon 1 - Wert", "Ann,Gray,a@x.cz,+420777123456")]
    [InlineData("First Name,Last Name,Business Phone,Home Phone,Mobile Phone,E-mail Address", "Ann,Gray,+420222333444,,+420777123456,a@x.cz")] // Outlook
    [InlineData("Vorname;Nachname;Telefon gesch\u00e4ftlich;Mobiltelefon;E-Mail-Adresse", "Ann;Gray;+420222333444;+420777123456;a@x.cz")]
    [InlineData("Customer ID,First Name,Last Name,Email,Default Address Phone,Phone", "1,Ann,Gray,a@x.cz,'+420222333444,'+420777123456")] // Shopify
    [InlineData("First Name,Last Name,Primary Email,Work Phone,Home Phone,Mobile Number", "Ann,Gray,a@x.cz,+420777123456,,")] // Thunderbird
    [InlineData("Vorname,Nachname,Prima\u0308re E-Mail-Adresse,Tel. dienstlich,Tel. privat", "Ann,Gray,a@x.cz,,+420777123456")]
    public async Task Exports_of_other_products_are_read(string header, string row) =>
        Assert.Equal("a@x.cz|+420777123456|Ann|Gray|||||", Files.Text(Assert.Single(await Files.CsvAsync($"{header}\r\n{row}\r\n"))));

    [Fact]
    public async Task Consents_and_the_company_have_other_names_too()
    {
        const string File = "Email,Accepts Email Marketing,Accepts SMS Marketing,Default Address Company\na@x.cz,yes,no,Acme\n";

        Assert.Equal("a@x.cz||||Acme||yes|no|", Files.Text(Assert.Single(await Files.CsvAsync(File))));
    }

    [Fact]
    public async Task Of_several_phone_numbers_the_preferred_one_that_is_not_blank_counts()
    {
        const string Header = "email,Home Phone,Mobile Phone,Phone,Business Phone\n";

        Assert.Equal("+4203", (await Files.CsvAsync(Header + "a@x.cz,+4201,+4202,+4203,+4204\n"))[0].Phone);
        Assert.Equal("+4202", (await Files.CsvAsync(Header + "a@x.cz,+4201,+4202,,+4204\n"))[0].Phone);
        Assert.Equal("+4201", (await Files.CsvAsync(Header + "a@x.cz,+4201,,,+4204\n"))[0].Phone);
    }
}
