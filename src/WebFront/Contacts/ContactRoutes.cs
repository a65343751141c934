using System.Text.Json.Serialization;
using Contacts.WebFront.Pipeline;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Contacts;

/// <summary>Contacts for integrators.</summary>
internal static class ContactRoutes
{
    public static ApiGroup MapContacts(this ApiGroup api) => api.Tagged("Contacts")
        .Get<ContactPageAnswer>("/contacts", ListContacts.HandleAsync)
        .Post<CreateContactBody, NewContactAnswer>(
            "/contacts/create", CreateContact.HandleAsync, Failure.GroupNotFound, Failure.EmailTaken)
        .Send<UpdateContactBody, UpdatedContactAnswer>(
            ["PUT", "POST", "PATCH"], "/contacts/update", UpdateContact.HandleAsync,
            Failure.ContactNotFound, Failure.GroupNotFound, Failure.EmailTaken);
}

[JsonSerializable(typeof(ContactPageAnswer))]
[JsonSerializable(typeof(CreateContactBody))]
[JsonSerializable(typeof(NewContactAnswer))]
[JsonSerializable(typeof(UpdateContactBody))]
[JsonSerializable(typeof(UpdatedContactAnswer))]
internal sealed partial class ContactJson : JsonSerializerContext;
