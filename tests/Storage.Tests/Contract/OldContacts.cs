using Contacts.Core.Consent;

namespace Contacts.Storage.Tests.Contract;

/// <summary>Contacts and histories of the schema that knew no consents, and the consents that must be there after the migration.</summary>
internal static class OldContacts
{
    private static readonly DateTimeOffset _made = DateTimeOffset.UnixEpoch.AddDays(1);

    /// <summary>
    /// What must be known of each address and number. The numbers of events are their days.
    /// </summary>
    private static readonly (ConsentChannel Channel, string Address, ConsentState State, int? Requested, int? Withdrawn, string? Source)[] _expected =
    [
        (ConsentChannel.Email, "yes@x.example", ConsentState.Given, 1, null, "form"),
        (ConsentChannel.Email, "again@x.example", ConsentState.Given, 4, null, "web"),
        (ConsentChannel.Email, "no@x.example", ConsentState.Withdrawn, 1, 4, "api"),
        (ConsentChannel.Email, "never@x.example", ConsentState.None, null, null, null),
        // The "no" stays with the address it was said for, and goes along.
        (ConsentChannel.Email, "before@x.example", ConsentState.Withdrawn, 1, 2, "api"),
        (ConsentChannel.Email, "after@x.example", ConsentState.Withdrawn, 1, 2, "api"),
        // Somebody else has the address by now, and said "yes".
        (ConsentChannel.Email, "passed-on@x.example", ConsentState.Given, 1, null, "form"),
        (ConsentChannel.Email, "moved@x.example", ConsentState.Withdrawn, 1, 2, "api"),
        (ConsentChannel.Email, "legacy@x.example", ConsentState.Withdrawn, 1, 3, "api"),
        (ConsentChannel.Email, "survivor@x.example", ConsentState.Withdrawn, 1, 3, "api"),
        (ConsentChannel.Sms, "+420700000001", ConsentState.Given, 1, null, "form"),
        (ConsentChannel.Sms, "+420700000002", ConsentState.Withdrawn, 1, 2, "api"),
        (ConsentChannel.Sms, "+420700000003", ConsentState.None, null, null, null),
    ];

    /// <summary>
    /// <paramref name="day"/> spells the instant of a day after 1970, <paramref name="yes"/> and <paramref name="no"/> the booleans of a column,
    /// <paramref name="more"/> columns of contacts that have no default, and their values.
    /// </summary>
    public static string Insert(Func<int, string> day, string yes, string no, (string Names, string Values) more)
    {
        string Contact(int id, string? email, bool isSubscribed = false, string? phone = null, bool takesTexts = false, int? into = null) => $"""
            INSERT INTO contact (organisation_id, contact_id, external_id, email, email_key, phone, email_subscribed, sms_subscribed, source,
                created_at, updated_at, version, merged_into{more.Names})
            VALUES (77, {id}, 'contact-{id}', {Text(email)}, {Text(email)}, {Text(phone)}, {(isSubscribed ? yes : no)}, {(takesTexts ? yes : no)},
                'form', {day(1)}, {day(1)}, 1, {into?.ToString() ?? "NULL"}{more.Values});
            """;

        string Event(int contact, int at, string kind, string after, string before = "{}", string source = "api") => $"""
            INSERT INTO contact_event (organisation_id, contact_id, at, kind, source, actor, before, after)
            VALUES (77, {contact}, {day(at)}, '{kind}', '{source}', 'key', '{before}', '{after}');
            """;

        const string Yes = """{"emailSubscribed":true}""", No = """{"emailSubscribed":false}""";
        return string.Join('\n',
        [
            $"INSERT INTO organisation (organisation_id, slug, name, created_at) VALUES (77, 'old', 'Old', {day(0)});",
            Contact(1, "yes@x.example", true),
            Contact(2, "again@x.example", true), Event(2, 2, "consent-withdrawn", No), Event(2, 4, "consent-given", Yes, source: "web"),
            Contact(3, "no@x.example"), Event(3, 2, "consent-withdrawn", No), Event(3, 3, "consent-given", Yes), Event(3, 4, "updated", No),
            Contact(4, "never@x.example"), Event(4, 1, "created", "{}"),
            Contact(5, "after@x.example"), Event(5, 2, "consent-withdrawn", No),
            Event(5, 3, "email-changed", """{"email":"after@x.example"}""", """{"email":"before@x.example"}"""),
            Contact(6, "moved@x.example"), Event(6, 2, "consent-withdrawn", No),
            Event(6, 3, "email-changed", """{"email":"moved@x.example"}""", """{"email":"passed-on@x.example"}"""),
            Contact(7, "passed-on@x.example", true),
            Contact(8, "survivor@x.example"), Contact(9, "legacy@x.example", into: 8), Event(9, 3, "consent-withdrawn", No),
            Contact(10, null, phone: "+420700000001", takesTexts: true), Contact(11, null, phone: "+420700000001"),
            Event(11, 2, "consent-withdrawn", """{"smsSubscribed":false}"""),
            Contact(12, null, phone: "+420700000002"), Event(12, 2, "consent-withdrawn", """{"smsSubscribed":false}"""),
            Contact(13, null, phone: "+420700000003"),
        ]);
    }

    public static async Task CheckAsync(IConsentStore consents)
    {
        foreach (var (channel, address, state, requested, withdrawn, source) in _expected)
        {
            var found = await consents.FindAsync(77, [new(channel, address)], CancellationToken.None);
            if (state == ConsentState.None) Assert.Empty(found);
            else
            {
                var consent = Assert.Single(found);
                Assert.Equal((address, state, Day(requested), Day(withdrawn), source),
                    (address, consent.State, consent.RequestedAt, consent.WithdrawnAt, consent.Source));
                Assert.Equal((1, 0), (consent.Version, consent.Sequence));
            }
        }
    }

    private static DateTimeOffset? Day(int? day) => day is { } days ? _made.AddDays(days - 1) : null;

    private static string Text(string? text) => text is null ? "NULL" : $"'{text}'";
}
