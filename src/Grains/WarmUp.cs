using Contacts.Core.Phone;
using Contacts.Core.Tickets.Disposable;
using Microsoft.Extensions.Hosting;

namespace Contacts.Grains;

/// <summary>Loads, beside the rest of the start, what the first request would otherwise wait for.</summary>
internal sealed class WarmUp(DisposableMail disposable) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        PhoneNumber.TryParse("+420777123456", null, out _, out _);
        disposable.WarmUp();
        return Task.CompletedTask;
    }
}
