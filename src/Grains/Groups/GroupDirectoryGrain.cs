using System.Globalization;
using Contacts.Core;
using Contacts.Core.Audit;
using Contacts.Core.Groups;
using Contacts.Core.Text;
using Contacts.Grains.Abstractions.Groups;
using Orleans;
using Orleans.Concurrency;

namespace Contacts.Grains.Groups;

/// <summary>Lists, creates and changes the groups of one organisation.</summary>
[StatelessWorker, Reentrant]
public sealed class GroupDirectoryGrain(IGroupStore store, GroupMovesSignal moves, ListReads lists, TimeProvider time)
    : Grain, IGroupDirectoryGrain
{
    private const int DescriptionLimit = 500;

    private int OrganisationId => (int)this.GetPrimaryKeyLong();

    public Task<GroupPage> ListAsync(int page, int pageSize, CancellationToken cancellationToken) =>
        lists.RunAsync(OrganisationId, token => store.ListAsync(OrganisationId, page, pageSize, token), cancellationToken);

    public async Task<GroupResult> CreateAsync(string? name, CommandTrail? trail, CancellationToken cancellationToken)
    {
        if (CheckName(name, out var clean) is { } problem) return Invalid(problem);
        var act = ActOf(AuditActions.GroupCreated, null, "");
        var group = await store.CreateAsync(OrganisationId, new(clean, GroupTag.Key(clean)), act.At, cancellationToken, trail?.Doing(act));
        return group is null
            ? new() { Outcome = GroupOutcome.NameTaken }
            : new() { Outcome = GroupOutcome.Created, Group = group };
    }

    public async Task<GroupResult> UpdateAsync(long id, GroupChange change, CommandTrail? trail, CancellationToken cancellationToken)
    {
        var name = "";
        if (change.Name is not null && CheckName(change.Name, out name) is { } problem) return Invalid(problem);
        var (titleError, descriptionError) = (InputText.Clean(change.Title, InputText.NameLimit, out var title),
            InputText.Clean(change.Description, DescriptionLimit, out var description));
        if (titleError != InputTextError.None) return Invalid(InputField.Title, TextErrors.Rule(titleError, InputText.NameLimit));
        if (descriptionError != InputTextError.None)
            return Invalid(InputField.Description, TextErrors.Rule(descriptionError, DescriptionLimit));
        var clean = change with
        {
            Title = change.Title is null ? null : title, Description = change.Description is null ? null : description,
            Name = change.Name is null ? null : name,
        };
        var key = clean.Name is null ? null : GroupTag.Key(clean.Name);
        var act = ActOf(AuditActions.GroupUpdated, id, string.Join(", ", clean.Names));
        return Of(await store.UpdateAsync(OrganisationId, id, clean, key, trail?.Doing(act), cancellationToken));
    }

    public async Task<GroupResult> MergeAsync(long finalId, long legacyId, CommandTrail? trail, CancellationToken cancellationToken)
    {
        if (finalId == legacyId) return Invalid(InputField.LegacyId, "must be another group");
        var act = ActOf(AuditActions.GroupMerged, finalId, $"group {legacyId} merged into this one");
        var outcome = await store.MergeAsync(OrganisationId, finalId, legacyId, act.At, trail?.Doing(act), cancellationToken);
        if (outcome == GroupOutcome.Changed) moves.Raise();
        return Of(outcome);
    }

    public async Task<GroupResult> DeleteAsync(long id, CommandTrail? trail, CancellationToken cancellationToken)
    {
        var act = ActOf(AuditActions.GroupDeleted, id, "");
        return Of(await store.DeleteAsync(OrganisationId, id, act.At, trail?.Doing(act), cancellationToken));
    }

    public Task<Group?> FindAsync(long id, CancellationToken cancellationToken) => store.FindAsync(OrganisationId, id, cancellationToken);

    private static FieldProblem? CheckName(string? name, out string clean)
    {
        var error = InputText.Clean(name, InputText.NameLimit, out clean);
        if (error == InputTextError.TooLong) return FieldProblem.Of(InputField.Name, $"must be {InputText.NameLimit} characters or less");
        if (error != InputTextError.None) return FieldProblem.Of(InputField.Name, "must not contain control characters");
        return clean.Length == 0 ? FieldProblem.Of(InputField.Name, "is required") : null;
    }

    /// <param name="id">Null: that which the store gives.</param>
    private AuditedAct ActOf(string action, long? id, string summary) => new()
    {
        At = time.GetUtcNow(), Action = action, TargetKind = AuditTargets.Group,
        TargetId = id?.ToString(CultureInfo.InvariantCulture), Summary = summary,
    };

    private static GroupResult Of(GroupOutcome outcome) => new() { Outcome = outcome };

    private static GroupResult Invalid(InputField field, string rule) => Invalid(FieldProblem.Of(field, rule));

    private static GroupResult Invalid(FieldProblem problem) => new() { Outcome = GroupOutcome.Invalid, Problem = problem };
}
