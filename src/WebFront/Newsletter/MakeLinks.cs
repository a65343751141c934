using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Contacts.Core.Consent;
using Contacts.Core.Email;
using Contacts.Grains.Abstractions.Consent;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Json;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Newsletter;

/// <summary>Links for the mails that an integrator sends by itself.</summary>
internal static class MakeLinks
{
    /// <summary>Bytes of the body: a thousand addresses of any length.</summary>
    public const int BodyLimit = 512 * 1024;

    private const int MostItems = 1000;

    /// <summary>Make unsubscribe links</summary>
    /// <remarks>
    /// For each address or id, in the order of the request, links to unsubscribe and to choose preferences, and the headers that let mail
    /// programs unsubscribe with one click (RFC 8058). The links never expire. An item of which no contact is known has an error in their
    /// place.
    /// </remarks>
    public static async Task<Reply<LinksAnswer>> HandleAsync(ApiCall call, LinksBody body)
    {
        var (emails, ids) = (body.Emails ?? [], body.Ids ?? []);
        if (emails.IsEmpty && ids.IsEmpty) return Failure.Required("emails");
        if (!emails.IsEmpty && !ids.IsEmpty) return Failure.Invalid("\"ids\" must be left out where \"emails\" is given");
        if (emails.Length > MostItems) return Failure.Invalid($"\"emails\" must have at most {MostItems} items");
        if (ids.Length > MostItems) return Failure.Invalid($"\"ids\" must have at most {MostItems} items");
        return new LinksAnswer(emails.IsEmpty ? await OfIdsAsync(call, ids) : await OfEmailsAsync(call, emails));
    }

    private static async Task<ImmutableArray<LinksItem>> OfEmailsAsync(ApiCall call, ImmutableArray<string> emails)
    {
        var keys = emails.Select(email => KeyOrNull(call, email)).ToArray();
        var links = await AskAsync(call, new() { EmailKeys = [.. keys.OfType<string>()] });
        var next = 0;
        return
        [
            .. emails.Zip(keys, (email, key) => key is null
                ? new LinksItem { Email = email, Error = "\"email\" must be a valid email address" }
                : LinksItem.Of(Address(call), links[next++], email, null)),
        ];
    }

    private static async Task<ImmutableArray<LinksItem>> OfIdsAsync(ApiCall call, ImmutableArray<ContactReference> ids)
    {
        var numbers = new List<long?>(ids.Length);
        foreach (var id in ids) numbers.Add(await call.ResolveAsync(id));
        var links = await AskAsync(call, new() { ContactIds = [.. numbers.OfType<long>()] });
        var next = 0;
        return
        [
            .. numbers.Select(number => number is null
                ? new LinksItem { Error = Failure.ContactNotFound.Plain }
                : LinksItem.Of(Address(call), links[next++], null, number)),
        ];
    }

    private static string? KeyOrNull(ApiCall call, string email) =>
        EmailAddress.TryParse(email, out var address, out _) ? address.Canonical(call.Caller.Identity.EmailCanonicalization) : null;

    private static Task<ImmutableArray<ContactLinks>> AskAsync(ApiCall call, LinkRequest request) =>
        call.OfOrganisation<IConsentGrain>().LinksAsync(request, CancellationToken.None);

    private static LinkAddress Address(ApiCall call) => call.Http.RequestServices.GetRequiredService<LinkAddress>();
}

/// <summary>Whose links are wanted: addresses or ids, at most 1,000.</summary>
internal sealed record LinksBody
{
    /// <summary>Addresses of contacts.</summary><example>["jan@barasek.com"]</example>
    public ImmutableArray<string>? Emails { get; set; }

    /// <summary>Integer or external ids of contacts, in place of addresses.</summary><example>[142]</example>
    public ImmutableArray<ContactReference>? Ids { get; set; }
}

/// <param name="Items">In the order of the request.</param>
internal sealed record LinksAnswer(ImmutableArray<LinksItem> Items) : Answer;

/// <summary>The links of one contact, or why there are none.</summary>
internal sealed record LinksItem
{
    /// <summary>The contact's address; the one that was sent where no contact has it.</summary><example>jan@barasek.com</example>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Email { get; init; }

    /// <summary>The contact's integer id.</summary><example>142</example>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public long? Id { get; init; }

    /// <summary>Where the person unsubscribes.</summary><example>https://contacts.example.com/u/AQIBAQE</example>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? UnsubscribeUrl { get; init; }

    /// <summary>Where the person chooses what to get.</summary><example>https://contacts.example.com/p/AQMBAQE</example>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? PreferencesUrl { get; init; }

    /// <summary>For the head of the mail.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public UnsubscribeHeaders? Headers { get; init; }

    /// <summary>Why there are no links.</summary><example>Contact not found</example>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Error { get; init; }

    /// <summary>Of what the grain found; what was asked for stands where it found nothing.</summary>
    public static LinksItem Of(LinkAddress address, ContactLinks links, string? email, long? id)
    {
        if (links.UnsubscribeToken is not { } token)
        {
            var error = links.ContactId is null ? Failure.ContactNotFound.Plain : "Contact has no email";
            return new() { Email = email, Id = id, Error = error };
        }
        var url = address.Of(LinkPurpose.Unsubscribe, token);
        return new()
        {
            Email = links.Email, Id = links.ContactId, UnsubscribeUrl = url,
            PreferencesUrl = address.Of(LinkPurpose.Preferences, links.PreferencesToken!), Headers = new(url),
        };
    }
}

/// <summary>The headers of RFC 8058.</summary>
internal sealed class UnsubscribeHeaders(string url)
{
    /// <summary>The link to unsubscribe.</summary><example>&lt;https://contacts.example.com/u/AQIBAQE&gt;</example>
    [JsonPropertyName("List-Unsubscribe")] public string Link => $"<{url}>";

    /// <summary>Always the same.</summary><example>List-Unsubscribe=One-Click</example>
    [JsonPropertyName("List-Unsubscribe-Post")] public string Post => "List-Unsubscribe=One-Click";
}
