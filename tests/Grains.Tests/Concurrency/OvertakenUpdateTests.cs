using System.Reflection;
using Contacts.Core;
using Contacts.Core.Contacts;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.Grains.Tests.Concurrency;

public sealed class OvertakenUpdateTests
{
    [Fact]
    public async Task An_update_that_sign_ups_overtake_each_time_takes_its_turn_among_them()
    {
        OvertakenStore? overtaken = null;
        await using var service = await ContactService.OnSqliteAsync(services => overtaken = OvertakenStore.Replace(services));
        var organisation = await service.NewOrganisationAsync();
        var id = (await service.RegisterAsync(organisation, "ava@example.com", "A")).ContactId!.Value;
        var signUps = 0;
        overtaken!.Overtake = () => service.RegisterAsync(organisation, "ava@example.com", $"G{++signUps}");

        var updated = await service.Contact(organisation, id).UpdateAsync(
            new() { Company = Optional.Of("Acme"), Actor = "test" }, CancellationToken.None);

        Assert.Equal((ContactOutcome.Done, "Acme"), (updated.Outcome, updated.Contact!.Company));
        var contact = Assert.Single(await service.LiveAsync(organisation));
        Assert.Equal(("ava@example.com", "Acme", 1 + signUps), (contact.Email, contact.Company, contact.Groups.Length));
        Assert.InRange(signUps, 1, 5);
    }

    [Fact]
    public async Task An_update_keeps_the_address_that_a_contact_was_given_meanwhile()
    {
        OvertakenStore? overtaken = null;
        await using var service = await ContactService.OnSqliteAsync(services => overtaken = OvertakenStore.Replace(services));
        var organisation = await service.NewOrganisationAsync();
        var id = (await service.RegisterAsync(organisation, "ava@example.com", "A")).ContactId!.Value;
        var inner = overtaken!.Inner;
        var renamed = 0;
        overtaken.Overtake = async () =>
        {
            var contact = (await inner.FindAsync(organisation, id, CancellationToken.None))!;
            var other = contact with { Email = $"ava{++renamed}@example.com", EmailKey = $"ava{renamed}@example.com" };
            await inner.ApplyAsync(Decision.Change(contact, other, new("test", DateTimeOffset.UnixEpoch)).Changes!, CancellationToken.None);
        };

        var updated = await service.Contact(organisation, id).UpdateAsync(
            new() { Company = Optional.Of("Acme"), Actor = "test" }, CancellationToken.None);

        Assert.Equal(($"ava{renamed}@example.com", "Acme"), (updated.Contact!.Email, updated.Contact.Company));
    }

    /// <summary>
    /// A real store in which something else changes the contact before each change set but those of an address's own grain.
    /// </summary>
    public class OvertakenStore : DispatchProxy
    {
        private bool _byAddress;

        public IContactStore Inner { get; private set; } = null!;

        public Func<Task>? Overtake { get; set; }

        public static OvertakenStore Replace(IServiceCollection services)
        {
            var store = Create<IContactStore, OvertakenStore>();
            var real = services.Last(service => service.ServiceType == typeof(IContactStore));
            services.Remove(real);
            services.AddSingleton(provider =>
            {
                ((OvertakenStore)store).Inner = (IContactStore)(real.ImplementationFactory?.Invoke(provider)
                    ?? ActivatorUtilities.CreateInstance(provider, real.ImplementationType!));
                return store;
            });
            return (OvertakenStore)store;
        }

        protected override object? Invoke(MethodInfo? method, object?[]? arguments)
        {
            // An address's grain asks for the owner before it decides.
            if (method!.Name == nameof(IContactStore.FindByEmailAsync)) _byAddress = true;
            if (method.Name != nameof(IContactStore.ApplyAsync) || Overtake is null) return method.Invoke(Inner, arguments);
            if (!_byAddress) return OvertakeAsync((ContactChangeSet)arguments![0]!);
            _byAddress = false;
            return method.Invoke(Inner, arguments);
        }

        private async Task<ApplyOutcome> OvertakeAsync(ContactChangeSet changes)
        {
            await Overtake!();
            return await Inner.ApplyAsync(changes, CancellationToken.None);
        }
    }
}
