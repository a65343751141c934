using Contacts.WebFront.Cluster;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.WebFront.Tests;

public sealed class FrontSettingTests
{
    [Theory]
    [InlineData("Contacts:TrustedProxies", "10.0.0.0/33", "networks such as 10.0.0.0/8 or addresses")]
    [InlineData("Contacts:Import:MaxBytes", "1GiB", "a number of bytes")]
    public void A_front_of_its_own_names_a_wrong_setting_as_a_silo_does(string name, string value, string accepted)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build();

        var line = Assert.Throws<SettingException>(() => new ServiceCollection().AddContactsFront(configuration)).Message;

        Assert.Contains($"{name} is '{value}'", line, StringComparison.Ordinal);
        Assert.Contains(accepted, line, StringComparison.Ordinal);
    }
}
