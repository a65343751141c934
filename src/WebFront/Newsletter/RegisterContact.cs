using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Text;
using Contacts.WebFront.Pipeline;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Newsletter;

/// <summary>The busiest route; its answer is one constant.</summary>
internal static class RegisterContact
{
    public static ApiGroup MapNewsletter(this ApiGroup api) => api.Tagged("Newsletter")
        .Post<RegisterContactBody, Answer>("/newsletter/register-contact", HandleAsync);

    public static ApiGroup MapNewsletterConsent(this ApiGroup api)
    {
        var newsletter = api.Tagged("Newsletter");
        newsletter.With(surface => surface with { BodyLimit = MakeLinks.BodyLimit })
            .Post<LinksBody, LinksAnswer>("/newsletter/links", MakeLinks.HandleAsync);
        newsletter.With(surface => surface with { BodyLimit = RegisterContacts.BodyLimit })
            .Post<RegisterContactsBody, RegisterContactsAnswer>("/newsletter/register-contacts", RegisterContacts.HandleAsync);
        return newsletter.Post<UnsubscribeBody, Answer>("/newsletter/unsubscribe", Unsubscribe.HandleAsync, Failure.ContactNotFound);
    }

    /// <summary>Register a contact for the newsletter</summary>
    /// <remarks>
    /// A new e-mail address becomes a contact; a known one is updated: fields that are present and not blank overwrite, groups are added
    /// and never removed. The contact is subscribed to e-mail. Safe to repeat.
    /// </remarks>
    public static async Task<Reply<Answer>> HandleAsync(ApiCall call, RegisterContactBody body)
    {
        if (call.Effect is not null)
            return Answer.Done;
        var (contact, problem) = body.ToRequest(call).CheckSignUp(call.Caller.Identity);
        if (contact is null)
            return Failures.Of(problem, call.Dialect);

        await call.Email(contact.EmailKey!).WriteAsync(contact);
        return Answer.Done;
    }
}

/// <summary>A sign-up.</summary>
internal sealed record RegisterContactBody
{
    /// <summary>E-mail address; normalised and unique per organisation.</summary><example>jan@barasek.com</example>
    [Required] public string? Email { get; set; }

    /// <summary>Signup source for analytics; kept from the first sign-up.</summary><example>web</example>
    public string? Source { get; set; }

    /// <summary>Newsletter groups, at most 20, each at most 64 characters; unknown ones are created.</summary>
    /// <example>["trainer"]</example>
    public ImmutableArray<string>? Groups { get; set; }

    /// <summary>Phone number, preferably +[country code] [number].</summary><example>+420 777123456</example>
    public string? Phone { get; set; }

    /// <summary>First name.</summary><example>Jan</example>
    [MaxLength(InputText.NameLimit)] public string? FirstName { get; set; }

    /// <summary>Last name.</summary><example>Barášek</example>
    [MaxLength(InputText.NameLimit)] public string? LastName { get; set; }

    /// <summary>Address of the page with the form; kept as evidence of the consent.</summary><example>https://shop.example/news</example>
    [MaxLength(ConsentEvidence.PageLimit)] public string? Page { get; set; }

    /// <summary>Version of the text that the person agreed to; kept as evidence of the consent.</summary><example>2026-01</example>
    [MaxLength(ConsentEvidence.TextVersionLimit)] public string? TextVersion { get; set; }

    public ContactRequest ToRequest(ApiCall call) => new()
    {
        Email = Email, Phone = Phone, FirstName = FirstName, LastName = LastName, Source = Source, GroupNames = Groups ?? [],
        Actor = call.Caller.Actor, KeyId = call.Caller.Key.Id, Trail = call.Trail, IsBounded = call.Caller.IsPublicOnly,
        Evidence = call.Evidence(Page, TextVersion),
    };
}

[JsonSerializable(typeof(RegisterContactBody))]
[JsonSerializable(typeof(RegisterContactsBody))]
[JsonSerializable(typeof(RegisterContactsAnswer))]
[JsonSerializable(typeof(LinksBody))]
[JsonSerializable(typeof(LinksAnswer))]
[JsonSerializable(typeof(UnsubscribeBody))]
[JsonSerializable(typeof(Answer))]
internal sealed partial class NewsletterJson : JsonSerializerContext;
