using Contacts.Core;
using Contacts.Core.Groups;
using Contacts.Core.Idempotency;
using Contacts.Core.Text;
using Contacts.Grains.Abstractions.Groups;
using Orleans;
using Orleans.Concurrency;

namespace Contacts.Grains.Groups;

/// <summary>Lists and creates the groups of one organisation.</summary>
[StatelessWorker, Reentrant]
public sealed class GroupDirectoryGrain(IGroupStore store, ListReads lists, TimeProvider time) : Grain, IGroupDirectoryGrain
{
    private int OrganisationId => (int)this.GetPrimaryKeyLong();

    public Task<GroupPage> ListAsync(int page, int pageSize, CancellationToken cancellationToken) =>
        lists.RunAsync(OrganisationId, token => store.ListAsync(OrganisationId, page, pageSize, token), cancellationToken);

    public async Task<GroupResult> CreateAsync(string? name, IdempotencyStamp? stamp, CancellationToken cancellationToken)
    {
        var error = InputText.Clean(name, InputText.NameLimit, out var clean);
        if (error == InputTextError.TooLong) return Invalid($"must be {InputText.NameLimit} characters or less");
        if (error != InputTextError.None) return Invalid("must not contain control characters");
        if (clean.Length == 0) return Invalid("is required");
        var group = await store.CreateAsync(OrganisationId, new(clean, GroupTag.Key(clean)), time.GetUtcNow(), cancellationToken, stamp);
        return group is null
            ? new() { Outcome = GroupOutcome.NameTaken }
            : new() { Outcome = GroupOutcome.Created, Group = group };
    }

    public Task<Group?> FindAsync(long id, CancellationToken cancellationToken) => store.FindAsync(OrganisationId, id, cancellationToken);

    private static GroupResult Invalid(string rule) =>
        new() { Outcome = GroupOutcome.Invalid, Problem = FieldProblem.Of(InputField.Name, rule) };
}
