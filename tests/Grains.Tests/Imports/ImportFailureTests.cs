using Contacts.Core.Imports;
using Contacts.Grains.Abstractions.Imports;
using Contacts.Grains.Tests.Concurrency;
using Contacts.Testing.Postgres;
using Npgsql;

namespace Contacts.Grains.Tests.Imports;

/// <summary>Jobs whose end is a message of their own file.</summary>
public sealed class ImportFailureTests
{
    [PostgresFact]
    public async Task A_message_quotes_any_name_of_a_column()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var service = await ContactService.OnPostgresAsync(database, services => Importing.ByHand(services));
        var organisation = await service.NewOrganisationAsync();
        var long127 = new string('a', 127);

        var named = await service.ImportAsync(organisation, $"{long127}\U0001F600\n");
        var mapped = await service.ImportAsync(organisation, "email\n", new()
        {
            Format = ImportFormat.Csv, Actor = "test", Mapping = """{"No\u0000ne": "phone"}""",
        });

        Assert.Equal(
            $"The first line must name the columns, \"email\" or \"phone\" among them. It names \"{long127}\"", named.Message);
        Assert.Equal("The mapping names a column that the file does not have: \"None\"", mapped.Message);
        Assert.Equal((ImportState.Failed, ImportState.Failed), (named.State, mapped.State));
    }

    [PostgresFact]
    public async Task A_job_whose_end_cannot_be_saved_goes_behind_those_that_wait()
    {
        var database = await (await PostgresServer.SharedAsync()).CreateDatabaseAsync();
        await using var service = await ContactService.OnPostgresAsync(database, services => Importing.ByHand(services));
        await using var connections = NpgsqlDataSource.Create(database);
        await using var refuse = connections.CreateCommand("ALTER TABLE import_job ADD CONSTRAINT no_message CHECK (message IS NULL)");
        await refuse.ExecuteNonQueryAsync();
        var organisation = await service.NewOrganisationAsync();
        var failing = await service.UploadAsync(organisation, Files.Bytes("company\n"));
        var waiting = await service.UploadAsync(organisation, Files.Bytes("email\na@x.cz\n"));

        await Assert.ThrowsAsync<PostgresException>(service.RunOneAsync);
        Assert.True(await service.RunOneAsync());

        Assert.Equal(ImportState.Done, (await waiting.GetAsync(CancellationToken.None))!.State);
        Assert.Equal(ImportState.Running, (await failing.GetAsync(CancellationToken.None))!.State);
    }
}
