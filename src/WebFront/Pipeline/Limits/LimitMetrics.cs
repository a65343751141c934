using System.Diagnostics.Metrics;

namespace Contacts.WebFront.Pipeline.Limits;

/// <summary>How limits are spent: leases asked for, the flow of permits, and refusals by the window that caused them.</summary>
internal sealed class LimitMetrics
{
    private static readonly KeyValuePair<string, object?> _leased = new("flow", "leased");
    private static readonly KeyValuePair<string, object?> _spent = new("flow", "spent");
    private static readonly KeyValuePair<string, object?> _returned = new("flow", "returned");

    private readonly Counter<long> _leases;
    private readonly Counter<long> _permits;
    private readonly Counter<long> _refusals;

    public LimitMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Contacts.WebFront");
        _leases = meter.CreateCounter<long>("contacts.limits.leases", "{lease}", "Leases of permits asked for.");
        _permits = meter.CreateCounter<long>("contacts.limits.permits", "{permit}", "Permits leased, spent and returned.");
        _refusals = meter.CreateCounter<long>("contacts.limits.refusals", "{request}", "Requests refused, by the window that was used up.");
    }

    public void Asked() => _leases.Add(1);

    public void Leased(int permits) => _permits.Add(permits, _leased);

    public void Spent(int permits) => _permits.Add(permits, _spent);

    public void Returned(int permits) => _permits.Add(permits, _returned);

    /// <summary>A request was refused by a window of a key, or of its organisation as a whole.</summary>
    public void Refused(PermitWindow by) => _refusals.Add(1, new KeyValuePair<string, object?>("window", by.Name));
}
