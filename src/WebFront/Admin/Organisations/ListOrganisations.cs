using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Contacts.Core.Organisations;
using Contacts.Grains.Abstractions.Organisations;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Description;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Organisations;

/// <summary>All organisations, and which of them are suspended.</summary>
internal static class ListOrganisations
{
    /// <summary>List organisations</summary>
    /// <remarks>By slug. Only by a ROOT key, which then need not name an organisation.</remarks>
    [Parameter<long>("limit", "Items per page, 50 unless given; over 100 is 100.", 50)]
    [Parameter<long>("page", "Page number, from 1.", 1)]
    public static async Task<Reply<OrganisationPageAnswer>> HandleAsync(ApiCall call)
    {
        var values = new QueryValues(call.Http.Request.Query);
        var (page, pageSize) = (values.Page(), values.PageSize("limit", 50));
        if (values.Problem is { } problem)
            return problem;
        var found = await call.OfService<IOrganisationDirectoryGrain>().ListAsync(page, pageSize, call.Aborted);
        return new OrganisationPageAnswer([.. found.Items.Select(one => new ListedOrganisation(one))], found.Total);
    }

    /// <summary>Suspend an organisation, or end that</summary>
    /// <remarks>
    /// Its keys are refused with 403 `ORGANISATION_SUSPENDED` within five seconds, and its console shows it to operators alone. Links in
    /// mails still work, so that people can leave, and mails that wait are still sent. Only by a ROOT key. Safe to repeat.
    /// </remarks>
    public static async Task<Reply<Answer>> SuspendAsync(ApiCall call, SuspendOrganisationBody body)
    {
        if (Failure.FirstMissing(("organisation", body.Organisation)) is { } missing)
            return missing;
        if (body.Suspended is not { } suspended)
            return Failure.Required("suspended");
        if (call.Effect is not null)
            return Answer.Done;
        var directory = call.OfService<IOrganisationDirectoryGrain>();
        return await directory.SuspendAsync(body.Organisation!, suspended, call.Trail, CancellationToken.None)
            ? Answer.Done
            : Failure.OrganisationUnknown;
    }
}

/// <summary>An organisation and whether it is to be suspended.</summary>
internal sealed record SuspendOrganisationBody
{
    /// <summary>Slug of the organisation.</summary><example>acme</example>
    [Required] public string? Organisation { get; set; }

    /// <summary>True: it is suspended; false: that ends.</summary><example>true</example>
    [Required] public bool? Suspended { get; set; }
}

/// <param name="Items">Organisations.</param>
/// <param name="Total">Number of all.</param>
internal sealed record OrganisationPageAnswer(ImmutableArray<ListedOrganisation> Items, long Total) : Answer;

/// <summary>An organisation of the list.</summary>
internal sealed class ListedOrganisation(Organisation organisation)
{
    /// <summary>Lower-case letters, digits and hyphens.</summary><example>acme</example>
    public string Slug => organisation.Slug;

    /// <summary>Display name.</summary><example>Acme Corp</example>
    public string Name => organisation.Name;

    /// <summary>UTC.</summary><example>2026-01-15T08:30:00.000Z</example>
    public DateTimeOffset CreatedAt => organisation.CreatedAt;

    /// <summary>UTC; null: it is not suspended.</summary><example>2026-02-15T08:30:00.000Z</example>
    public DateTimeOffset? SuspendedAt => organisation.SuspendedAt;
}
