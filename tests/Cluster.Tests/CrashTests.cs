namespace Contacts.Cluster.Tests;

public sealed class CrashTests
{
    [Fact]
    public async Task Kill_9_under_load_loses_no_acknowledged_registration_on_SQLite()
    {
        using var data = new DataFolder();
        string[] acknowledged;
        await using (var silo = await SiloProcess.StartAsync(data.Setting))
            acknowledged = await KillUnderLoadAsync(silo);

        await using var restarted = await SiloProcess.StartAsync(data.Setting);
        await AssertAllThereOnceAsync(restarted, acknowledged);
    }

    internal static async Task<string[]> KillUnderLoadAsync(SiloProcess silo)
    {
        var load = Load.Start(silo.Http, "crash", enough: 500);
        await load.UnderWay;
        await silo.KillAsync();
        return await load.StopAsync();
    }

    internal static async Task AssertAllThereOnceAsync(SiloProcess silo, string[] acknowledged)
    {
        var stored = (await silo.Http.SearchAsync("crash")).Select(contact => contact.Email!).ToList();
        Assert.Equal(stored.Count, stored.Distinct().Count());
        Assert.Empty(acknowledged.Except(stored));
    }
}
