using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.Core.Text;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Json;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Contacts;

/// <summary>Creates contacts with an e-mail address, a phone, or both.</summary>
internal static class CreateAdminContact
{
    /// <summary>Create a contact</summary>
    /// <remarks>E-mail or phone is required. The contact is subscribed to nothing unless the body says so.</remarks>
    public static async Task<Reply<AdminContactAnswer>> HandleAsync(ApiCall call, CreateAdminContactBody body)
    {
        var result = call.Effect is { } effect
            ? await call.FindEffectAsync(effect.Id)
            : await call.CreateAsync(body.ToRequest(call));
        return result is { Outcome: ContactOutcome.Done, Contact: { } contact }
            ? new AdminContactAnswer(new(contact))
            : Failures.Of(result, call.Dialect);
    }
}

/// <summary>A contact to create.</summary>
internal sealed record CreateAdminContactBody
{
    /// <summary>E-mail address; required if there is no phone.</summary><example>jan@barasek.com</example>
    public string? Email { get; set; }

    /// <summary>Phone; a national number where the organisation has a default region.</summary><example>+420 777123456</example>
    public string? Phone { get; set; }

    /// <summary>First name.</summary><example>Jan</example>
    [MaxLength(InputText.NameLimit)] public string? FirstName { get; set; }

    /// <summary>Last name.</summary><example>Barášek</example>
    [MaxLength(InputText.NameLimit)] public string? LastName { get; set; }

    /// <summary>Company.</summary><example>Acme Corp</example>
    [MaxLength(InputText.NameLimit)] public string? Company { get; set; }

    /// <summary>Names of groups, at most 20 of 128 characters each; unknown ones are created.</summary><example>["VIP Customers"]</example>
    public ImmutableArray<string>? Groups { get; set; }

    /// <summary>Where the contact came from.</summary><example>fair</example>
    public string? Source { get; set; }

    /// <summary>Default false.</summary><example>false</example>
    public bool? EmailSubscribed { get; set; }

    /// <summary>Default false.</summary><example>false</example>
    public bool? SmsSubscribed { get; set; }

    /// <summary>The id that another system has for it, unique in the organisation.</summary><example>crm-4711</example>
    [MaxLength(ContactInput.ForeignIdLimit)] public string? ExternalId { get; set; }

    /// <summary>Up to 50 strings, numbers and booleans, in at most 8 KB.</summary><example>{"plan": "pro"}</example>
    public Optional<RawJson> Attributes { get; set; }

    public ContactRequest ToRequest(ApiCall call) => new()
    {
        Email = Email, Phone = Phone, FirstName = FirstName, LastName = LastName, Company = Company, Source = Source,
        GroupNames = Groups ?? [], EmailSubscribed = EmailSubscribed, SmsSubscribed = SmsSubscribed,
        ForeignId = ExternalId, Attributes = Attributes.Value.Text,
        Actor = call.Caller.Actor, Trail = call.Trail, Evidence = call.Evidence(),
    };
}
