using Contacts.Grains.ApiKeys;
using Contacts.Grains.Contacts;
using Contacts.Grains.Groups;
using Contacts.Grains.Idempotency;
using Contacts.Grains.Imports;
using Contacts.Grains.Limits;
using Contacts.Grains.Organisations;
using Contacts.Grains.Tickets;

namespace Contacts.Storage.Tests.Contract;

/// <summary>The stores of one real, migrated database. Tests share it and keep apart by having an organisation each.</summary>
public interface IStoreFixture
{
    IContactStore Contacts { get; }

    IGroupStore Groups { get; }

    IOrganisationStore Organisations { get; }

    IApiKeyStore Keys { get; }

    ITicketStore Tickets { get; }

    IMailOutbox Outbox { get; }

    IRateLimitStore Limits { get; }

    IIdempotencyStore Idempotency { get; }

    IImportStore Imports { get; }
}
