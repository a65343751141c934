using Contacts.Core;
using Contacts.Core.Settings;
using Contacts.Core.Tickets;

namespace Contacts.Grains.Tests.Tickets;

public sealed class TicketInputTests
{
    private static readonly ContactForm _form = new() { Message = "Hello", Actor = "test" };

    public static TheoryData<ContactForm, InputField> Refused() => new()
    {
        { _form with { Message = " \n " }, InputField.Message },
        { _form with { Message = null }, InputField.Message },
        { _form with { Message = new string('a', 20_001) }, InputField.Message },
        { _form with { Notice = new string('a', 20_001) }, InputField.Notice },
        { _form with { Subject = new string('a', 201) }, InputField.Subject },
        { _form with { Subject = "a\0b" }, InputField.Subject },
        { _form with { SendToEmail = "nobody" }, InputField.SendToEmail },
        { _form with { CustomerEmail = "a@b" }, InputField.CustomerEmail },
        { _form with { CustomerPhone = "777123456" }, InputField.CustomerPhone },
        { _form with { FirstName = new string('a', 129) }, InputField.CustomerFirstName },
        { _form with { LastName = "a\u0001" }, InputField.CustomerLastName },
        { _form with { CategorySlug = "special offer" }, InputField.Category },
        { _form with { CategorySlug = new string('a', 65) }, InputField.Category },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_wrong_is_named(ContactForm form, InputField field)
    {
        var (draft, problem) = TicketInput.Read(form, new());

        Assert.Null(draft);
        Assert.Equal(field, problem!.Field);
    }

    [Fact]
    public void Values_are_cleaned_and_blank_ones_absent()
    {
        var (draft, _) = TicketInput.Read(
            _form with
            {
                Message = "  First  line\nsecond", Subject = " ", Notice = " ", SendToEmail = " Jan@Example.COM ", CustomerEmail = "",
                CustomerPhone = "777 123 456", FirstName = " Jan  Amos ", CategorySlug = " OFFER-1 ", OtherFields = ["url"],
            }, new OrganisationSettings { DefaultRegion = "CZ" });

        Assert.Equal(("  First  line\nsecond", "First line", "jan@example.com"), (draft!.Message, draft.Subject, draft.SendTo));
        Assert.Equal(("+420777123456", "Jan Amos", "offer-1"), (draft.Phone, draft.FirstName, draft.Category));
        Assert.Equal((null, null, null, false), (draft.Notice, draft.Email, draft.LastName, draft.FillsHoneypot));
    }
}
