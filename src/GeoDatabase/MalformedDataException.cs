namespace Contacts.GeoDatabase;

/// <summary>Bytes that break the format. Never leaves this assembly: the file's name is added where it is known.</summary>
internal sealed class MalformedDataException(string problem) : Exception(problem);
