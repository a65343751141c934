using Contacts.Core.Users;

namespace Contacts.Storage.Tests.Contract;

/// <summary>The stores of people, of one process.</summary>
public sealed record PeopleStores(
    IUserAccountStore Accounts, IPasskeyStore Passkeys, ISessionStore Sessions, ITeamStore Teams, IAttemptStore Attempts,
    IProtectionKeyStore ProtectionKeys);
