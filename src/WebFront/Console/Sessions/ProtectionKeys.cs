using System.Xml.Linq;
using Contacts.Grains.Abstractions.Users;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Orleans;

namespace Contacts.WebFront.Console.Sessions;

/// <summary>
/// The keys of Data Protection, shared by all processes through the store, so that any of them takes what another one gave out. The
/// interface is synchronous: a thread waits for the grain, once in a day.
/// </summary>
internal sealed class ProtectionKeys(IGrainFactory grains) : IXmlRepository
{
    private IProtectionKeyGrain Grain => grains.GetGrain<IProtectionKeyGrain>(0);

    public IReadOnlyCollection<XElement> GetAllElements() =>
        [.. Wait(() => Grain.ListAsync(CancellationToken.None)).Select(XElement.Parse)];

    public void StoreElement(XElement element, string friendlyName) => Wait(async () =>
    {
        await Grain.AddAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting), CancellationToken.None);
        return true;
    });

    /// <summary>On the pool, where no scheduler waits for the thread that waits.</summary>
    private static T Wait<T>(Func<Task<T>> work) => Task.Run(work).GetAwaiter().GetResult();
}
