using System.Collections.Concurrent;
using Contacts.Core.Keys;
using Contacts.Core.Limits;
using Contacts.WebFront.Pipeline.Keys;

namespace Contacts.WebFront.Pipeline.Limits;

/// <summary>
/// The limits of keys and organisations as this process spends them, and when keys were used. Every request with a valid key counts,
/// whatever becomes of it. What nobody uses for a while is given back and forgotten, so that memory is bounded by the keys in use.
/// </summary>
internal sealed class RequestBudget(ILeaseSource source, LimitMetrics metrics, TimeProvider time)
{
    private static readonly TimeSpan _forgetAfter = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(int OrganisationId, long Subject), SubjectBudget> _subjects = new();

    /// <summary>
    /// Takes permits, all or none: false if the caller's limit has too few left; the response's headers then say until when.
    /// </summary>
    public ValueTask<bool> TrySpendAsync(HttpContext http, Caller caller, int permits = 1)
    {
        var (key, now) = (caller.Key, time.GetUtcNow());
        var budget = BudgetOf(key.OrganisationId, key.Id, now);
        if (caller.IsRoot)
            return new(true);

        var limits = LimitRules.Of(key.Kind, key.Limits);
        var all = LimitRules.OfOrganisation(key.OrganisationLimits);
        var shared = all is null ? null : BudgetOf(key.OrganisationId, SubjectBudget.Organisation, now);
        var spending = new Spending(
            budget.Minutes.At(now, limits.PerMinute), budget.Hours.At(now, limits.PerHour),
            shared?.Minutes.At(now, all!.PerMinute), shared?.Hours.At(now, all!.PerHour));
        if (permits != 1 || spending.TrySpend() is not { } state)
            return SpendAsync(http, spending, budget, permits);
        metrics.Spent(spending.Windows);
        LimitHeaders.Write(http, state, now);
        return new(true);
    }

    /// <summary>Called every second.</summary>
    public Task SettleAsync()
    {
        var now = time.GetUtcNow();
        var work = new List<Task>();
        foreach (var (id, budget) in _subjects)
        {
            if (now - budget.UsedAt < _forgetAfter)
                work.Add(budget.SettleAsync(now));
            else if (_subjects.TryRemove(id, out _))
                work.Add(budget.DrainAsync());
        }

        return Task.WhenAll(work);
    }

    /// <summary>Gives all permits back, so that a process that stops leaves nothing unused behind.</summary>
    public Task DrainAsync() => Task.WhenAll(_subjects.Values.Select(budget => budget.DrainAsync()));

    /// <summary>The keys used since the last time this was asked, by organisation.</summary>
    public IEnumerable<IGrouping<int, KeyUse>> TakeUses() =>
        from item in _subjects
        where item.Key.Subject != SubjectBudget.Organisation
        let use = item.Value.TakeUse()
        where use is not null
        group use by item.Key.OrganisationId;

    /// <summary>Takes refusals back that could not be told.</summary>
    public void KeepRefused(int organisationId, IEnumerable<KeyUse> uses)
    {
        foreach (var use in uses)
            if (_subjects.TryGetValue((organisationId, use.KeyId), out var budget)) budget.AddRefused(use.Refused);
    }

    private async ValueTask<bool> SpendAsync(HttpContext http, Spending spending, SubjectBudget budget, int permits)
    {
        var state = await spending.SpendAsync(permits);
        LimitHeaders.Write(http, state, time.GetUtcNow());
        if (state.RefusedBy is not { } by)
        {
            metrics.Spent(spending.Windows * permits);
            return true;
        }
        metrics.Refused(by);
        budget.AddRefused(1);
        return false;
    }

    private SubjectBudget BudgetOf(int organisationId, long subject, DateTimeOffset now)
    {
        if (!_subjects.TryGetValue((organisationId, subject), out var budget))
            budget = _subjects.GetOrAdd((organisationId, subject), id => new(source, time, id.OrganisationId, id.Subject));
        budget.UsedAt = now;
        return budget;
    }
}
