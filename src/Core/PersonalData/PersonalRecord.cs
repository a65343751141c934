using System.Collections.Immutable;

namespace Contacts.Core.PersonalData;

/// <summary>All that is kept of a person, by kind; <paramref name="ContactId"/> is the external id of the live contact.</summary>
public sealed record PersonalRecordSet(string ContactId, ImmutableArray<PersonalRecord> Records);

/// <summary>One thing that is kept of a person: what it is, when it was recorded, and its values.</summary>
public sealed record PersonalRecord(string Kind, DateTimeOffset? At, ImmutableArray<PersonalValue> Values);

/// <summary>A value by its name; <paramref name="IsJson"/>: the text is JSON.</summary>
public readonly record struct PersonalValue(string Name, string Text, bool IsJson = false);
