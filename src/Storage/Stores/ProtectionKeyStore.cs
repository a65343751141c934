using System.Collections.Immutable;
using Contacts.Core.Users;
using Contacts.Storage.Sessions;

namespace Contacts.Storage.Stores;

/// <summary>The keys by which cookies and forms are protected.</summary>
internal sealed class ProtectionKeyStore(IStoreDatabase database) : IProtectionKeyStore
{
    private static readonly TimeSpan _hour = TimeSpan.FromHours(1);
    private static readonly Statement _list = new("Users/protection_keys.sql");
    private static readonly Statement _add = new("Users/add_protection_key.sql");

    public Task<ImmutableArray<string>> ListAsync(CancellationToken cancellationToken) =>
        database.ReadAsync(session => session.AllAsync(_list, row => row.Text(0)), cancellationToken);

    public Task AddAsync(string name, string xml, DateTimeOffset at, CancellationToken cancellationToken) =>
        database.WriteAsync(session => session.RunAsync(_add, DayOf(at), name, xml, at, at - _hour), cancellationToken);

    private static int DayOf(DateTimeOffset at) => (int)(at.ToUnixTimeSeconds() / (24 * 60 * 60));
}
