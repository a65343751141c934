namespace Contacts.Grains.Tickets.Countries;

/// <summary>A country database that cannot be used. The message says what is wrong with the file, without its name.</summary>
public sealed class CountryDatabaseException(string problem, Exception? inner = null) : Exception(problem, inner);
