using System.Collections.Immutable;
using System.Globalization;
using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.WebFront.Console.Shell;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Console.Contacts;

/// <summary>
/// Takes the form of a contact's fields. Only what differs from what the page showed is changed, so that two people who edit different
/// fields do not undo each other.
/// </summary>
internal static class EditContact
{
    public static async Task<ConsoleAnswer> SaveAsync(ConsoleCall call, IFormCollection form)
    {
        if (await ShowContactPage.ResolveAsync(call) is not { } id) return Failure.ContactNotFound;
        var result = await call.Contact(id).UpdateAsync(RequestOf(call, form), CancellationToken.None);
        return await ShowContactPage.AnswerAsync(call, id, result, "saved");
    }

    private static UpdateContactRequest RequestOf(ConsoleCall call, IFormCollection form) =>
        new UpdateContactRequest
        {
            Phone = Changed(form, "phone"), ForeignId = Changed(form, "externalId"), Attributes = Attributes(form), GroupIds = Groups(form),
            Actor = call.Actor, Trail = call.Trail,
        }.WithProfile(field => Changed(form, field.JsonName));

    /// <summary>
    /// The change of attributes between the page and the form; the text itself where it is no JSON object, so that it is refused.
    /// </summary>
    private static string? Attributes(IFormCollection form)
    {
        if (!Changed(form, "attributes").IsSent) return null;
        var sent = form["attributes"].ToString();
        var (shown, wanted) = (Read(form["was.attributes"]), Read(sent));
        return wanted is null
            ? sent
            : ContactAttributes.Difference(ContactAttributes.Apply(null, shown), ContactAttributes.Apply(null, wanted));
    }

    private static string? Read(string? json) =>
        string.IsNullOrWhiteSpace(json) ? ContactAttributes.Clear : ContactAttributes.ReadChange(json, out _);

    private static Optional<string> Changed(IFormCollection form, string field) =>
        form.TryGetValue(field, out var value) && value != form[$"was.{field}"] ? Optional.Of(value.ToString()) : default;

    /// <summary>Null where they were not touched.</summary>
    private static ImmutableArray<long>? Groups(IFormCollection form)
    {
        var (chosen, shown) = (Ids(form, "group"), Ids(form, "was.group"));
        return chosen.SetEquals(shown) ? null : [.. chosen];
    }

    private static HashSet<long> Ids(IFormCollection form, string field) =>
    [
        .. form[field].Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0),
    ];
}
