using System.Net;
using Contacts.Core.Tickets;
using Contacts.GeoDatabase;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Tickets;

/// <summary>The country of an address, from a database that may be absent: then every country is unknown.</summary>
public sealed partial class CountryLookup : IDisposable
{
    private readonly ReloadingCountryDatabase? _database;
    private readonly ILogger? _logger;

    public CountryLookup()
    {
    }

    public CountryLookup(ReloadingCountryDatabase database, ILogger<CountryLookup> logger)
    {
        (_database, _logger) = (database, logger);
        database.Reloaded += content => LogReloaded(content.DatabaseType, content.BuiltAt);
        database.ReloadFailed += problem => LogReloadFailed(problem.Message);
    }

    /// <summary>ISO 3166 code in upper case; null where it is unknown, and for private addresses.</summary>
    public string? FindOrNull(IPAddress? address) =>
        address is null || _database is null || PrivateAddress.Is(address) ? null : _database.FindCountry(address);

    public void Dispose() => _database?.Dispose();

    private void LogReloaded(string type, DateTimeOffset builtAt)
    {
        if (_logger is not null) LogReloaded(_logger, type, builtAt);
    }

    private void LogReloadFailed(string problem)
    {
        if (_logger is not null) LogReloadFailed(_logger, problem);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "A new country database is in use: {Type}, built {BuiltAt:yyyy-MM-dd}")]
    private static partial void LogReloaded(ILogger logger, string type, DateTimeOffset builtAt);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The country database was not renewed, the old one stays in use: {Problem}")]
    private static partial void LogReloadFailed(ILogger logger, string problem);
}
