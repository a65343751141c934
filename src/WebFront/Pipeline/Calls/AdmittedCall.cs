using System.Net;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Grains.Abstractions;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.Grains.Abstractions.Imports;
using Contacts.Grains.Abstractions.Users;
using Contacts.WebFront.Pipeline.Clients;
using Orleans;

namespace Contacts.WebFront.Pipeline.Calls;

/// <summary>A request that was let in: where it comes from, and the grains to ask.</summary>
public abstract class AdmittedCall(HttpContext http, IGrainFactory grains, TrustedProxies proxies)
{
    public HttpContext Http => http;

    /// <summary>
    /// For reads. Commands do not take it: what a caller who hung up has asked for is done or not as a whole either way, and a token
    /// that can be cancelled costs more than it saves.
    /// </summary>
    public CancellationToken Aborted => http.RequestAborted;

    /// <summary>The organisation whose grains are asked.</summary>
    internal abstract int OrganisationId { get; }

    /// <summary>Who makes the request, by the rules of proxies; null if that is not known.</summary>
    internal IPAddress? Address => proxies.CallerOf(http);

    private protected IGrainFactory Grains => grains;
    private protected TrustedProxies Proxies => proxies;

    /// <summary>From where the request comes, and what it says of the page and the text that the person saw.</summary>
    internal ConsentEvidence Evidence(string? page = null, string? textVersion = null)
    {
        var evidence = CallerEvidence.Of(http, proxies);
        return page is null && textVersion is null ? evidence : evidence with { Page = page, TextVersion = textVersion };
    }

    /// <summary>A grain of the organisation.</summary>
    internal TGrain OfOrganisation<TGrain>()
        where TGrain : IGrainWithIntegerKey => grains.GetGrain<TGrain>(OrganisationId);

    /// <summary>A grain that stands for the whole service.</summary>
    internal TGrain OfService<TGrain>()
        where TGrain : IGrainWithIntegerKey => grains.GetGrain<TGrain>(0);

    internal IContactGrain Contact(long id) => grains.GetGrain<IContactGrain>(GrainKeys.Contact(OrganisationId, id));

    /// <summary>The grain of a canonical address.</summary>
    internal IEmailGrain Email(string emailKey) => grains.GetGrain<IEmailGrain>(GrainKeys.Email(OrganisationId, emailKey));

    internal IImportGrain Import(long id) => grains.GetGrain<IImportGrain>(GrainKeys.Import(OrganisationId, id));

    /// <summary>The account of a person.</summary>
    internal IUserGrain AccountOf(long userId) => grains.GetGrain<IUserGrain>(userId);

    /// <summary>Creates a contact. Done, GroupNotFound or EmailTaken.</summary>
    internal Task<ContactResult> CreateAsync(CheckedContact contact) => contact.EmailKey is { } key
        ? Email(key).WriteAsync(contact)
        : OfOrganisation<IContactDirectoryGrain>().CreateAsync(contact);
}
