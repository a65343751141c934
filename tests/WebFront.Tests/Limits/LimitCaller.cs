using System.Diagnostics.Metrics;
using Contacts.Core.Keys;
using Contacts.Core.Limits;
using Contacts.WebFront.Pipeline.Keys;
using Contacts.WebFront.Pipeline.Limits;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Contacts.WebFront.Tests.Limits;

/// <summary>One API key in one process that shares its store with others.</summary>
internal sealed class LimitCaller(RequestBudget budget, LimitSettings? limits, LimitSettings? organisation = null, long keyId = 1)
{
    private readonly Caller _caller = new(
        new KnownKey(new() { Id = keyId, OrganisationId = 1, Kind = ApiKeyKind.Dev, Scopes = ApiKeyScopes.All, Limits = limits, OrganisationLimits = organisation }, default));

    /// <summary>One process.</summary>
    public static RequestBudget NewBudget(ILeaseSource store, TimeProvider clock) =>
        new(store, new LimitMetrics(new ServiceCollection().AddMetrics().BuildServiceProvider().GetRequiredService<IMeterFactory>()), clock);

    /// <summary>A request; whether it was within the limit, and what its answer said.</summary>
    public async Task<(bool IsWithin, IHeaderDictionary Headers)> AskAsync()
    {
        var http = new DefaultHttpContext();
        var isWithin = await budget.TrySpendAsync(http, _caller);
        return (isWithin, http.Response.Headers);
    }

    /// <summary>How many of so many requests, one after the other, were within the limit.</summary>
    public async Task<int> AskAsync(int times)
    {
        var within = 0;
        for (var i = 0; i < times; i++)
            if ((await AskAsync()).IsWithin)
                within++;
        return within;
    }
}
