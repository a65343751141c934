namespace Contacts.PhoneNumbers.Tests;

internal static class TestResources
{
    public static IEnumerable<string> Lines(string name) => Lines(typeof(TestResources), name);

    /// <summary>The fields of each numbering plan, as build-metadata.mjs describes them.</summary>
    public static IEnumerable<string[]> PlanLines() =>
        Lines(typeof(PhoneNumber), "numbering-plans.txt").Where(line => line[0] != '#').Select(line => line.Split('\t'));

    private static IEnumerable<string> Lines(Type neighbour, string name)
    {
        using var stream = neighbour.Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0)
                yield return line;
        }
    }
}
