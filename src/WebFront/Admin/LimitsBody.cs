using Contacts.Core.Keys;
using Contacts.WebFront.Requests;

namespace Contacts.WebFront.Admin;

/// <summary>Limits as they are written: `{"perMinute": n, "perHour": n}`, each of which may be absent.</summary>
internal sealed class LimitsBody : IJsonBody
{
    private int? _perMinute, _perHour;

    public void Take(ref JsonFields fields)
    {
        if (fields.Is("perMinute"u8))
            _perMinute = Number(ref fields);
        else if (fields.Is("perHour"u8))
            _perHour = Number(ref fields);
        else
            fields.Skip();
    }

    public LimitSettings ToSettings() => new() { PerMinute = _perMinute, PerHour = _perHour };

    private static int? Number(ref JsonFields fields)
    {
        var number = fields.Whole();
        if (number is null or (>= 1 and <= int.MaxValue))
            return (int?)number;
        fields.Refuse("an integer from 1 to 2147483647");
        return null;
    }
}
