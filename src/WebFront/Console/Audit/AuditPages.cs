using Contacts.Core.Audit;
using Contacts.Core.Users;
using Contacts.Grains.Abstractions.Audit;
using Contacts.WebFront.Console.Shell;

namespace Contacts.WebFront.Console.Audit;

/// <summary>What administrators did, newest first, by who, what and with which record.</summary>
internal static class AuditPages
{
    private const int PageSize = 50;

    public static ConsoleGroup MapAudit(this ConsoleGroup console)
    {
        console.For(Role.Admin).Page("/audit", ShowAsync);
        return console;
    }

    private static async Task<ConsoleAnswer> ShowAsync(ConsoleCall call)
    {
        var values = call.Query;
        var query = new AuditQuery
        {
            Limit = PageSize, Before = values.Integer("before"), Actor = values.Text("actor"), Action = values.Text("action"),
        };
        if (values.Text("target")?.Split(':', 2) is [{ Length: > 0 } kind, { Length: > 0 } id])
            query = query with { TargetKind = kind, TargetId = id };
        if (values.Problem is { } problem) return problem;
        var page = await call.OfOrganisation<IAuditGrain>().ListAsync(query, call.Aborted);
        return ConsoleAnswer.Show<AuditPageView>(call, (nameof(AuditPageView.Query), query), (nameof(AuditPageView.Entries), page));
    }
}
