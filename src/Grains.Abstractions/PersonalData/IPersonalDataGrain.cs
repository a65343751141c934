using System.Collections.Immutable;
using Contacts.Core.Audit;
using Contacts.Core.PersonalData;
using Orleans;

namespace Contacts.Grains.Abstractions.PersonalData;

/// <summary>
/// What is kept of people of an organisation, and what they ask for about it (key: organisation id). Keeps nothing: it stands where a front
/// has no database.
/// </summary>
[Alias("personal-data.organisation")]
public interface IPersonalDataGrain : IGrainWithIntegerKey
{
    /// <summary>
    /// A zip file with all that is kept of the person behind an external id, once the audit has it; null if there is no such contact.
    /// </summary>
    Task<PersonalDataFile?> DownloadAsync(string contactId, CommandTrail? trail, CancellationToken cancellationToken);

    /// <summary>What people asked for, newest first.</summary>
    Task<PrivacyRequestPage> ListRequestsAsync(int limit, long? before, CancellationToken cancellationToken);

    /// <summary>Closes an open request as granted or declined; false if there is none.</summary>
    Task<bool> DecideAsync(long requestId, bool isGranted, CommandTrail? trail, CancellationToken cancellationToken);
}

/// <summary>A zip file.</summary>
[GenerateSerializer, Immutable, Alias("personal-data.file")]
public sealed record PersonalDataFile([property: Id(0)] ImmutableArray<byte> Bytes);
