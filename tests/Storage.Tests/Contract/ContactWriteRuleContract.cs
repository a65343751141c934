using Contacts.Core.Contacts;

namespace Contacts.Storage.Tests.Contract;

/// <summary>One case: what is known of an address, what is written, what comes of it and what the history says of that.</summary>
public sealed record WriteCase(string Name, ContactWriteKind Kind, Func<ContactWrite, ContactWrite> Given, ContactWriteOutcome Outcome)
{
    /// <summary>The write that made the contact; null where the address is new.</summary>
    public Func<ContactWrite, ContactWrite>? Known { get; init; }

    public ContactWriteKind KnownKind { get; init; } = ContactWriteKind.Register;

    /// <summary>
    /// Kind of the event and its JSON, in which "@" stands for the address, 1 and 2 for the ids of the groups; null where none is recorded.
    /// </summary>
    public (string Kind, string? Before, string After)? Event { get; init; }

    /// <summary>Phone, names, company, consents to e-mail and SMS.</summary>
    public required (string? Phone, string FirstName, string LastName, string Company, bool Email, bool Sms) Contact { get; init; }

    public int[] Groups { get; init; } = [];

    public override string ToString() => Name;
}

/// <summary>The rule of writes, by one table of cases: both stores come to the same contact and the same event.</summary>
public abstract class ContactWriteRuleContract(IStoreFixture store) : StoreContract(store)
{
    private static readonly Func<ContactWrite, ContactWrite> _eva = write => write with { FirstName = "Eva" };

    private static readonly WriteCase[] _cases =
    [
        new("register, new", ContactWriteKind.Register, w => Full(w) with { GroupIds = [2, 1, 2] }, ContactWriteOutcome.Created)
        {
            Contact = ("+420777123456", "Eva", "Nová", "ACME", true, false), Groups = [1, 2],
            Event = ("registered", null, """
                {"email":"@","phone":"+420777123456","firstName":"Eva","lastName":"Nová","company":"ACME",
                "groups":[1,2],"emailSubscribed":true}
                """),
        },
        new("register, new, only an address", ContactWriteKind.Register, w => w with { FirstName = "" }, ContactWriteOutcome.Created)
        {
            Contact = (null, "", "", "", true, false), Event = ("registered", null, """{"email":"@","emailSubscribed":true}"""),
        },
        new("register, known as it is", ContactWriteKind.Register,
            w => w with { FirstName = "Eva", SmsSubscribed = true }, ContactWriteOutcome.Unchanged)
        {
            Known = w => Full(w) with { GroupIds = [1] }, Contact = ("+420777123456", "Eva", "Nová", "ACME", true, false), Groups = [1],
        },
        new("register, known with other values", ContactWriteKind.Register,
            w => w with { FirstName = "Ewa \"E\" \\ <é>\u2028🎈", Phone = "+420777999999" }, ContactWriteOutcome.Updated)
        {
            Known = Full, Contact = ("+420777999999", "Ewa \"E\" \\ <é>\u2028🎈", "Nová", "ACME", true, false),
            Event = ("updated", """{"phone":"+420777123456","firstName":"Eva"}""",
                """{"phone":"+420777999999","firstName":"Ewa \"E\" \\ <é>\u2028🎈"}"""),
        },
        new("register, known, emptied", ContactWriteKind.Register, w => w with { LastName = "" }, ContactWriteOutcome.Updated)
        {
            Known = Full, Contact = ("+420777123456", "Eva", "", "ACME", true, false),
            Event = ("updated", """{"lastName":"Nová"}""", """{"lastName":""}"""),
        },
        new("register, known, one more group", ContactWriteKind.Register, w => w with { GroupIds = [1, 2, 1] }, ContactWriteOutcome.Updated)
        {
            Known = w => _eva(w) with { GroupIds = [2] }, Contact = (null, "Eva", "", "", true, false), Groups = [1, 2],
            Event = ("updated", """{"groups":[]}""", """{"groups":[1]}"""),
        },
        new("register, known without consent", ContactWriteKind.Register, w => w with { LastName = "Nová" }, ContactWriteOutcome.Updated)
        {
            Known = _eva, KnownKind = ContactWriteKind.AddIfAbsent, Contact = (null, "Eva", "Nová", "", true, false),
            Event = ("consent-given", """{"lastName":"","emailSubscribed":false}""", """{"lastName":"Nová","emailSubscribed":true}"""),
        },
        new("register, known, more groups than it may have", ContactWriteKind.Register,
            w => w with { GroupIds = [1, 2, 3], MostGroups = 2 }, ContactWriteOutcome.Updated)
        {
            Known = w => _eva(w) with { GroupIds = [2] }, Contact = (null, "Eva", "", "", true, false), Groups = [1, 2],
            Event = ("updated", """{"groups":[]}""", """{"groups":[1]}"""),
        },
        new("register, known with more groups than it may have", ContactWriteKind.Register,
            w => w with { GroupIds = [2, 3], MostGroups = 1 }, ContactWriteOutcome.Unchanged)
        {
            Known = w => _eva(w) with { GroupIds = [1, 2] }, Contact = (null, "Eva", "", "", true, false), Groups = [1, 2],
        },
        new("register, known with SMS, another phone", ContactWriteKind.Register,
            w => w with { Phone = "+420777999999" }, ContactWriteOutcome.Updated)
        {
            Known = w => Full(w) with { SmsSubscribed = true }, Contact = ("+420777999999", "Eva", "Nová", "ACME", true, false),
            Event = ("updated", """{"phone":"+420777123456","smsSubscribed":true}""", """{"phone":"+420777999999","smsSubscribed":false}"""),
        },
        new("register, known with SMS, the same phone", ContactWriteKind.Register,
            w => w with { Phone = "+420777123456" }, ContactWriteOutcome.Unchanged)
        {
            Known = w => Full(w) with { SmsSubscribed = true }, Contact = ("+420777123456", "Eva", "Nová", "ACME", true, true),
        },
        new("add if absent, known with SMS and no phone", ContactWriteKind.AddIfAbsent,
            w => w with { Phone = "+420777999999" }, ContactWriteOutcome.Updated)
        {
            Known = w => _eva(w) with { SmsSubscribed = true }, Contact = ("+420777999999", "Eva", "", "", true, false),
            Event = ("updated", """{"phone":null,"smsSubscribed":true}""", """{"phone":"+420777999999","smsSubscribed":false}"""),
        },
        new("add if absent, new", ContactWriteKind.AddIfAbsent, _eva, ContactWriteOutcome.Created)
        {
            Contact = (null, "Eva", "", "", false, false), Event = ("registered", null, """{"email":"@","firstName":"Eva"}"""),
        },
        new("add if absent, known, fills in", ContactWriteKind.AddIfAbsent,
            w => Full(w) with { FirstName = "Other", GroupIds = [1], EmailSubscribed = true }, ContactWriteOutcome.Updated)
        {
            Known = _eva, KnownKind = ContactWriteKind.AddIfAbsent,
            Contact = ("+420777123456", "Eva", "Nová", "ACME", false, false), Groups = [1],
            Event = ("updated", """{"phone":null,"lastName":"","company":"","groups":[]}""",
                """{"phone":"+420777123456","lastName":"Nová","company":"ACME","groups":[1]}"""),
        },
        new("add if absent, known, overwrites nothing", ContactWriteKind.AddIfAbsent,
            w => Full(w) with { FirstName = "Other", Phone = "+420777999999" }, ContactWriteOutcome.Unchanged)
        {
            Known = Full, Contact = ("+420777123456", "Eva", "Nová", "ACME", true, false),
        },
        new("create, new, consent refused", ContactWriteKind.Create,
            w => _eva(w) with { EmailSubscribed = false, SmsSubscribed = true }, ContactWriteOutcome.Created)
        {
            Contact = (null, "Eva", "", "", false, true),
            Event = ("created", null, """{"email":"@","firstName":"Eva","emailSubscribed":false,"smsSubscribed":true}"""),
        },
        new("create, known", ContactWriteKind.Create,
            w => w with { FirstName = "Other", GroupIds = [1], SmsSubscribed = true }, ContactWriteOutcome.Exists)
        {
            Known = _eva, Contact = (null, "Eva", "", "", true, false),
        },
        new("import, new, silent about consent", ContactWriteKind.Import, _eva, ContactWriteOutcome.Created)
        {
            Contact = (null, "Eva", "", "", false, false), Event = ("imported", null, """{"email":"@","firstName":"Eva"}"""),
        },
        new("import, known as it is", ContactWriteKind.Import,
            w => _eva(w) with { EmailSubscribed = true, SmsSubscribed = false }, ContactWriteOutcome.Unchanged)
        {
            Known = _eva, Contact = (null, "Eva", "", "", true, false),
        },
        new("import, known, other values and SMS", ContactWriteKind.Import,
            w => w with { FirstName = "Žofie", SmsSubscribed = true }, ContactWriteOutcome.Updated)
        {
            Known = _eva, Contact = (null, "Žofie", "", "", true, true),
            Event = ("imported", """{"firstName":"Eva","smsSubscribed":false}""", """{"firstName":"Žofie","smsSubscribed":true}"""),
        },
        new("import, known, withdraws", ContactWriteKind.Import, w => w with { EmailSubscribed = false }, ContactWriteOutcome.Updated)
        {
            Known = _eva, Contact = (null, "Eva", "", "", false, false),
            Event = ("imported", """{"emailSubscribed":true}""", """{"emailSubscribed":false}"""),
        },
        new("import, known, raises over one refusal of two", ContactWriteKind.Import,
            w => w with { EmailSubscribed = true, SmsSubscribed = true }, ContactWriteOutcome.Updated)
        {
            Known = w => _eva(w) with { EmailSubscribed = false }, KnownKind = ContactWriteKind.Create,
            Contact = (null, "Eva", "", "", false, true),
            Event = ("imported", """{"smsSubscribed":false}""", """{"smsSubscribed":true}"""),
        },
        new("import, known, raises over a refusal", ContactWriteKind.Import,
            w => w with { EmailSubscribed = true }, ContactWriteOutcome.Unchanged)
        {
            Known = w => _eva(w) with { EmailSubscribed = false }, KnownKind = ContactWriteKind.Create,
            Contact = (null, "Eva", "", "", false, false),
        },
    ];

    public static TheoryData<string> Cases() => new(_cases.Select(written => written.Name));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_write_makes_the_contact_and_the_event_of_the_table(string name)
    {
        var expected = _cases.Single(written => written.Name == name);
        var organisation = await NewOrganisationAsync();
        var groups = await NewGroupsAsync(organisation, "A", "B", "C");
        if (expected.Known is { } known)
            await WriteAsync(Placed(known(Write(organisation, "eva@example.com", expected.KnownKind)), groups));

        var write = Write(organisation, "eva@example.com", expected.Kind) with { At = Tuesday, Source = "fair", Reason = "row 7" };
        var result = await WriteAsync(Placed(expected.Given(write), groups));

        Assert.Equal(expected.Outcome, result.Outcome);
        var contact = await FoundAsync(organisation, result.ContactId);
        Assert.Equal(expected.Contact, (
            contact.Phone, contact.FirstName, contact.LastName, contact.Company, contact.EmailSubscribed, contact.SmsSubscribed));
        Assert.Equal(expected.Groups.Select(number => groups[number - 1]), contact.Groups.Select(group => group.Id));
        Assert.Equal(expected.Outcome == ContactWriteOutcome.Updated ? 2 : 1, contact.Version);
        await AssertEventAsync(expected, contact, groups);
    }

    private async Task AssertEventAsync(WriteCase expected, ContactRow contact, long[] groups)
    {
        var history = await HistoryAsync(contact);
        Assert.Equal((expected.Known is null ? 0 : 1) + (expected.Event is null ? 0 : 1), history.Length);
        if (expected.Event is not var (kind, before, after)) return;
        Assert.Equal((kind, "fair", "test", "row 7", Tuesday),
            (history[0].Kind, history[0].Source, history[0].Actor, history[0].Reason, history[0].At));
        AssertJson(before is null ? null : WithGroups(before, groups), history[0].Before);
        AssertJson(WithGroups(after, groups), history[0].After);
    }

    private static ContactWrite Full(ContactWrite write) =>
        write with { Phone = "+420777123456", FirstName = "Eva", LastName = "Nová", Company = "ACME" };

    private static ContactWrite Placed(ContactWrite write, long[] groups) =>
        write with { GroupIds = [.. write.GroupIds.Select(number => groups[number - 1])] };

    private static string WithGroups(string json, long[] groups) => json
        .Replace("\"@\"", "\"eva@example.com\"", StringComparison.Ordinal)
        .Replace("[1,2]", $"[{groups[0]},{groups[1]}]", StringComparison.Ordinal)
        .Replace("[1]", $"[{groups[0]}]", StringComparison.Ordinal)
        .Replace("[2]", $"[{groups[1]}]", StringComparison.Ordinal);
}
