using Contacts.Core;
using Contacts.Core.Audit;
using Contacts.Core.Groups;
using Contacts.Core.Text;
using Contacts.Grains.Abstractions.Groups;
using Orleans;
using Orleans.Concurrency;

namespace Contacts.Grains.Groups;

/// <summary>Lists and creates the groups of one organisation.</summary>
[StatelessWorker, Reentrant]
public sealed class GroupDirectoryGrain(IGroupStore store, ListReads lists, TimeProvider time) : Grain, IGroupDirectoryGrain
{
    private const int DescriptionLimit = 500;

    private int OrganisationId => (int)this.GetPrimaryKeyLong();

    public Task<GroupPage> ListAsync(int page, int pageSize, CancellationToken cancellationToken) =>
        lists.RunAsync(OrganisationId, token => store.ListAsync(OrganisationId, page, pageSize, token), cancellationToken);

    public async Task<GroupResult> CreateAsync(string? name, CommandTrail? trail, CancellationToken cancellationToken)
    {
        var error = InputText.Clean(name, InputText.NameLimit, out var clean);
        if (error == InputTextError.TooLong) return Invalid(InputField.Name, $"must be {InputText.NameLimit} characters or less");
        if (error != InputTextError.None) return Invalid(InputField.Name, "must not contain control characters");
        if (clean.Length == 0) return Invalid(InputField.Name, "is required");
        var now = time.GetUtcNow();
        var act = new AuditedAct { At = now, Action = AuditActions.GroupCreated, TargetKind = AuditTargets.Group };
        var group = await store.CreateAsync(OrganisationId, new(clean, GroupTag.Key(clean)), now, cancellationToken, trail?.Doing(act));
        return group is null
            ? new() { Outcome = GroupOutcome.NameTaken }
            : new() { Outcome = GroupOutcome.Created, Group = group };
    }

    public async Task<GroupResult> PresentAsync(
        long id, GroupPresentation presentation, CommandTrail? trail, CancellationToken cancellationToken)
    {
        var (titleError, descriptionError) = (InputText.Clean(presentation.Title, InputText.NameLimit, out var title),
            InputText.Clean(presentation.Description, DescriptionLimit, out var description));
        if (titleError != InputTextError.None) return Invalid(InputField.Title, TextErrors.Rule(titleError, InputText.NameLimit));
        if (descriptionError != InputTextError.None)
            return Invalid(InputField.Description, TextErrors.Rule(descriptionError, DescriptionLimit));
        var clean = presentation with
        {
            Title = presentation.Title is null ? null : title, Description = presentation.Description is null ? null : description,
        };
        var act = new AuditedAct { At = time.GetUtcNow(), Action = AuditActions.GroupUpdated, TargetKind = AuditTargets.Group };
        return new()
        {
            Outcome = await store.PresentAsync(OrganisationId, id, clean, cancellationToken, trail?.Doing(act))
                ? GroupOutcome.Changed
                : GroupOutcome.NotFound,
        };
    }

    public Task<Group?> FindAsync(long id, CancellationToken cancellationToken) => store.FindAsync(OrganisationId, id, cancellationToken);

    private static GroupResult Invalid(InputField field, string rule) =>
        new() { Outcome = GroupOutcome.Invalid, Problem = FieldProblem.Of(field, rule) };
}
