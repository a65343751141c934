using System.Text.RegularExpressions;
using Contacts.Core;
using Contacts.Core.Audit;
using Contacts.Core.Organisations;
using Contacts.Core.Text;
using Contacts.Grains.Abstractions.Organisations;
using Orleans;
using Orleans.Concurrency;

namespace Contacts.Grains.Organisations;

/// <summary>Finds and creates organisations.</summary>
[StatelessWorker, Reentrant]
public sealed partial class OrganisationDirectoryGrain(IOrganisationStore store, OrganisationCatalogue catalogue, TimeProvider time)
    : Grain, IOrganisationDirectoryGrain
{
    public async Task<Organisation?> FindAsync(string slug, CancellationToken cancellationToken)
    {
        var clean = Slug(slug); // It is whatever a caller sent: what cannot be a slug does not get to the store.
        return SlugPattern().IsMatch(clean) ? await catalogue.FindAsync(clean, cancellationToken) : null;
    }

    public async Task<Organisation?> FindAsync(int organisationId, CancellationToken cancellationToken) =>
        (await store.FindAsync(organisationId, cancellationToken))?.Organisation;

    public async Task<OrganisationResult> CreateAsync(
        string? slug, string? name, CommandTrail? trail, CancellationToken cancellationToken)
    {
        var clean = Slug(slug);
        if (clean.Length == 0) return Invalid(InputField.Slug, "is required");
        if (!SlugPattern().IsMatch(clean)) return Invalid(InputField.Slug, "must be 1 to 63 letters, digits or inner hyphens");
        var error = InputText.Clean(name, InputText.NameLimit, out var cleanName);
        if (error == InputTextError.TooLong) return Invalid(InputField.Name, $"must be {InputText.NameLimit} characters or less");
        if (error != InputTextError.None) return Invalid(InputField.Name, "must not contain control characters");
        if (cleanName.Length == 0) return Invalid(InputField.Name, "is required");

        var now = time.GetUtcNow();
        var act = new AuditedAct
        {
            At = now, Action = AuditActions.OrganisationCreated, TargetKind = AuditTargets.Organisation, TargetId = clean,
        };
        var created = await store.CreateAsync(clean, cleanName, now, cancellationToken, trail?.Doing(act));
        catalogue.Forget(clean);
        return created is null
            ? new() { Outcome = OrganisationOutcome.SlugTaken }
            : new() { Outcome = OrganisationOutcome.Created, Organisation = created };
    }

    public Task<OrganisationPage> ListAsync(int page, int pageSize, CancellationToken cancellationToken) =>
        store.ListAsync(page, pageSize, cancellationToken);

    public async Task<bool> SuspendAsync(string slug, bool suspended, CommandTrail? trail, CancellationToken cancellationToken)
    {
        var clean = Slug(slug);
        if (!SlugPattern().IsMatch(clean) || await store.FindAsync(clean, cancellationToken) is not { } organisation) return false;
        var now = time.GetUtcNow();
        var act = new AuditedAct
        {
            At = now, Action = suspended ? AuditActions.OrganisationSuspended : AuditActions.OrganisationResumed,
            TargetKind = AuditTargets.Organisation, TargetId = organisation.Slug,
        };
        await store.SuspendAsync(organisation.Id, suspended ? now : null, trail?.Doing(act), cancellationToken);
        return true;
    }

    public Task<bool> IsStoreReadyAsync(CancellationToken cancellationToken) => store.IsReadyAsync(cancellationToken);

    private static string Slug(string? slug) => (slug ?? "").Trim().ToLowerInvariant();

    private static OrganisationResult Invalid(InputField field, string rule) =>
        new() { Outcome = OrganisationOutcome.Invalid, Problem = FieldProblem.Of(field, rule) };

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z")]
    private static partial Regex SlugPattern();
}
