using System.Globalization;

namespace Contacts.Testing.Otlp;

/// <summary>Attributes of spans, points and resources, as texts.</summary>
public static class Tags
{
    public static Dictionary<string, string> Read(IEnumerable<WireMessage> attributes) =>
        attributes.ToDictionary(attribute => attribute.Text(1), attribute => Value(attribute.All(2).Single()));

    private static string Value(WireMessage value)
    {
        if (value.Has(1)) return value.Text(1);
        if (value.Has(2)) return value.Number(2) != 0 ? "true" : "false";
        if (value.Has(3)) return ((long)value.Number(3)).ToString(CultureInfo.InvariantCulture);
        if (value.Has(4)) return value.Double(4).ToString(CultureInfo.InvariantCulture);
        return string.Join(' ', value.All(5).SelectMany(list => list.All(1)).Select(Value));
    }
}
