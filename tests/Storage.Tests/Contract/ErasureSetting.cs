using Contacts.Core.Consent;
using Contacts.Core.Erasure;
using Contacts.Core.Settings;

namespace Contacts.Storage.Tests.Contract;

/// <summary>What the tests of erasures share.</summary>
public abstract class ErasureSetting(IStoreFixture store) : StoreContract(store)
{
    protected const string Reason = "asked by letter";

    protected static readonly IdentitySettings Identity = new() { DefaultRegion = "CZ" };

    protected static ConsentKey Key(string address) => new(ConsentChannel.Email, address);

    protected static ConsentKey Sms(string number) => new(ConsentChannel.Sms, number);

    protected static EraseRequest Request(string contactId) =>
        new() { ContactId = contactId, Reason = Reason, Actor = "admin", At = Wednesday };

    protected Task<EraseResult> EraseAsync(int organisation, string contactId) => EraseAsync(Request(contactId), organisation);

    protected Task<EraseResult> EraseAsync(EraseRequest request, int organisation) =>
        Store.Erasures.EraseAsync(organisation, request, Identity, None);
}
