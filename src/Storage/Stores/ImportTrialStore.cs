using System.Collections.Immutable;
using System.Text.Json;
using Contacts.Core.Imports;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>What dry runs would have written so far.</summary>
internal sealed class ImportTrialStore(IStoreDatabase database) : IImportTrialStore
{
    private static readonly Statement _find = new("Imports/find_trial.sql");
    private static readonly Statement _add = new("Imports/add_trial.sql");
    private static readonly Statement _addSample = new("Imports/add_sample.sql");
    private static readonly Statement _samples = new("Imports/samples.sql");
    private static readonly Statement _sweep = new("Imports/sweep_trial.sql");

    public Task<Dictionary<string, string>> FindAsync(
        ImportJob job, IReadOnlyCollection<string> keys, CancellationToken cancellationToken) =>
        database.ReadAsync(async session =>
        {
            var found = await session.AllAsync(
                _find, row => (Key: row.Text(0), Value: row.Text(1)), job.OrganisationId, job.ImportId,
                SqlValue.Json(JsonSerializer.Serialize(keys.Distinct())));
            return found.ToDictionary(one => one.Key, one => one.Value);
        }, cancellationToken);

    public Task<ImportJob?> SaveAsync(
        ImportProgress progress, ImportTrial trial, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.TransactAsync(async session =>
        {
            var job = progress.Job;
            if (await ImportJobRows.SaveAsync(session, job, progress.Errors, until, until) is not { } saved) return null;
            await session.RunAsync(_add, job.OrganisationId, job.ImportId, SqlValue.Json(JsonSerializer.Serialize(trial.Values)));
            await session.RunEachAsync(_addSample, trial.Samples.Select(one =>
                (SqlValue[])[job.OrganisationId, job.ImportId, one.Row, one.IsNew ? 0 : 1, one.Before, one.After, one.ContactId]));
            return (ImportJob?)saved;
        }, cancellationToken);

    public Task<ImmutableArray<ImportSample>> SamplesAsync(int organisationId, long importId, CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.AllAsync(_samples, Sample, organisationId, importId), cancellationToken);

    public Task<int> SweepAsync(int atMost, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.RunAsync(_sweep, atMost), cancellationToken);

    private static ImportSample Sample(IRow row) =>
        new() { Row = row.Int64(0), IsNew = row.Int32(1) == 0, Before = row.TextOrNull(2), After = row.TextOrNull(3) };
}
