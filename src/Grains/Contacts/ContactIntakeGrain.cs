using System.Collections.Immutable;
using Contacts.Core;
using Contacts.Core.Contacts;
using Contacts.Core.Email;
using Contacts.Core.Text;
using Contacts.Grains.Abstractions;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.Grains.Groups;
using Contacts.Grains.Organisations;
using Orleans;
using Orleans.Concurrency;

namespace Contacts.Grains.Contacts;

/// <summary>Checks and normalises what comes in for one organisation, then asks the grain of the address.</summary>
[StatelessWorker, Reentrant]
public sealed class ContactIntakeGrain(OrganisationCatalogue organisations, GroupCatalogue groups, ContactWriter writer, TimeProvider time)
    : Grain, IContactIntakeGrain
{
    private int OrganisationId => (int)this.GetPrimaryKeyLong();

    public async Task<ContactResult> RegisterAsync(RegistrationRequest request, CancellationToken cancellationToken)
    {
        var input = new ContactInput(await organisations.SettingsAsync(OrganisationId, cancellationToken));
        var email = input.RequiredEmail(request.Email);
        var registration = new Registration
        {
            Email = email?.Normalised ?? "",
            Phone = input.Phone(request.Phone),
            FirstName = input.Name(request.FirstName, InputField.FirstName),
            LastName = input.Name(request.LastName, InputField.LastName),
            Source = input.Source(request.Source),
            Actor = request.Actor,
            Stamp = request.Stamp,
        };
        var tags = input.Tags(request.Groups, GroupTag.SignUpLimit);
        if (input.Problem is { } problem) return ContactResult.Invalid(problem);
        if (!tags.IsEmpty)
        {
            var known = await groups.EnsureAsync(OrganisationId, tags, cancellationToken);
            registration = registration with { GroupIds = [.. known.Select(group => group.Id)] };
        }
        return await Grain(input.Canonical(email!.Value)).RegisterAsync(registration, cancellationToken);
    }

    public async Task<ContactResult> CreateAsync(CreateContactRequest request, CancellationToken cancellationToken)
    {
        var input = new ContactInput(await organisations.SettingsAsync(OrganisationId, cancellationToken));
        var (email, contact) = Read(input, request);
        var tags = input.Tags(request.GroupTags, InputText.NameLimit);
        if (email is null && contact.Phone is null) input.Refuse(ContactRules.NothingToReach);
        if (input.Problem is { } problem) return ContactResult.Invalid(problem);
        if (await groups.FindAsync(OrganisationId, request.GroupIds, cancellationToken) is not { } byId)
            return ContactResult.Of(ContactOutcome.GroupNotFound);

        var byTag = await groups.EnsureAsync(OrganisationId, tags, cancellationToken);
        contact = contact with { Groups = ContactRules.InOrder(byId.Concat(byTag)) };
        return email is { } address
            ? await Grain(input.Canonical(address)).CreateAsync(contact, cancellationToken)
            : await CreateWithoutAddressAsync(contact);
    }

    private static (EmailAddress? Email, NewContact Contact) Read(ContactInput input, CreateContactRequest request)
    {
        var email = input.Email(request.Email);
        return (email, new NewContact
        {
            Email = email?.Normalised,
            Phone = input.Phone(request.Phone),
            FirstName = input.Name(request.FirstName, InputField.FirstName) ?? "",
            LastName = input.Name(request.LastName, InputField.LastName) ?? "",
            Company = input.Name(request.Company, InputField.Company) ?? "",
            EmailSubscribed = request.EmailSubscribed,
            SmsSubscribed = request.SmsSubscribed,
            Source = input.Source(request.Source),
            Actor = request.Actor,
            Stamp = request.Stamp,
        });
    }

    /// <summary>A phone is no key: there is nothing to serialise on.</summary>
    private async Task<ContactResult> CreateWithoutAddressAsync(NewContact contact)
    {
        var row = ContactWrites.Of(contact, OrganisationId, emailKey: null, time.GetUtcNow());
        return ContactWrites.Answer(row, await writer.WriteAsync(row), contact.Groups);
    }

    private IEmailGrain Grain(string canonical) => GrainFactory.GetGrain<IEmailGrain>(GrainKeys.Email(OrganisationId, canonical));
}
