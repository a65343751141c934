using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Contacts.Core.Groups;
using Contacts.Core.Text;
using Contacts.Grains.Abstractions.Groups;
using Contacts.WebFront.Admin.Groups;
using Contacts.WebFront.Contacts;
using Contacts.WebFront.Pipeline;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Description;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Groups;

/// <summary>Groups for integrators.</summary>
internal static class GroupEndpoints
{
    public static ApiGroup MapGroups(this ApiGroup api) => api.Tagged("Groups")
        .Get<GroupPageAnswer>("/groups", ListAsync)
        .Post<CreateGroupBody, NewGroupAnswer>("/groups/create", CreateAsync, Failure.GroupNameTaken)
        .Post<RenameGroupBody, ChangedGroupAnswer>("/groups/update", UpdateAsync, Failure.GroupNotFound, Failure.GroupNameTaken)
        .Post<GroupBody, Answer>("/groups/delete", DeleteAsync, Failure.GroupNotFound, Failure.GroupNotEmpty);

    /// <summary>List groups</summary>
    /// <remarks>By id, with the number of contacts in each.</remarks>
    [Parameter<long>("page", "Page number, from 1.", 1)]
    [Parameter<long>("per_page", "Results per page, 50 unless given; over 100 is 100.", 50)]
    public static async Task<Reply<GroupPageAnswer>> ListAsync(ApiCall call)
    {
        var values = new QueryValues(call.Http.Request.Query);
        var (page, pageSize) = (values.Page(), values.PageSize("per_page", 50));
        if (values.Problem is { } problem)
            return problem;
        var groups = await call.OfOrganisation<IGroupDirectoryGrain>().ListAsync(page, pageSize, call.Aborted);
        return new GroupPageAnswer([.. groups.Items.Select(group => new ListedGroup(group))], new(groups.Total, values, pageSize));
    }

    /// <summary>Create a group</summary>
    /// <remarks>A newsletter tag and a group of the same name are the same group.</remarks>
    public static async Task<Reply<NewGroupAnswer>> CreateAsync(ApiCall call, CreateGroupBody body)
    {
        var directory = call.OfOrganisation<IGroupDirectoryGrain>();
        var result = call.Effect is { } effect
            ? new() { Outcome = GroupOutcome.Created, Group = await directory.FindAsync(effect.Id, CancellationToken.None) }
            : await directory.CreateAsync(body.Name, call.Trail, CancellationToken.None);
        return result switch
        {
            { Outcome: GroupOutcome.Created, Group: { } group } => new NewGroupAnswer(new(group)),
            { Outcome: GroupOutcome.NameTaken } => Failure.GroupNameTaken,
            _ => Failures.Of(result.Problem, call.Dialect),
        };
    }

    /// <summary>Rename a group</summary>
    /// <remarks>A newsletter tag of the old name makes a new group.</remarks>
    public static async Task<Reply<ChangedGroupAnswer>> UpdateAsync(ApiCall call, RenameGroupBody body)
    {
        if (body.Id is not { } id)
            return Failure.Required("id");
        if (string.IsNullOrWhiteSpace(body.Name))
            return Failure.Required("name");
        var directory = call.OfOrganisation<IGroupDirectoryGrain>();
        var failure = call.Effect is null
            ? GroupFailures.OfOrNull(
                await directory.UpdateAsync(id, new() { Name = body.Name }, call.Trail, CancellationToken.None), call.Dialect)
            : null;
        if (failure is not null)
            return failure;
        return await directory.FindAsync(id, CancellationToken.None) is { } group
            ? new ChangedGroupAnswer(new(group))
            : Failure.GroupNotFound;
    }

    /// <summary>Delete a group</summary>
    /// <remarks>Only one without members. Its id is never used again.</remarks>
    public static async Task<Reply<Answer>> DeleteAsync(ApiCall call, GroupBody body)
    {
        if (body.Id is not { } id)
            return Failure.Required("id");
        if (call.Effect is not null)
            return Answer.Done;
        var result = await call.OfOrganisation<IGroupDirectoryGrain>().DeleteAsync(id, call.Trail, CancellationToken.None);
        return GroupFailures.OfOrNull(result, call.Dialect) is { } failure ? failure : Answer.Done;
    }
}

/// <summary>A group to create.</summary>
internal sealed record CreateGroupBody
{
    /// <summary>Unique in the organisation, whatever the case.</summary><example>VIP Customers</example>
    [Required, MaxLength(InputText.NameLimit)] public string? Name { get; set; }
}

/// <summary>A group to rename.</summary>
internal sealed record RenameGroupBody
{
    /// <summary>Id of the group.</summary><example>3</example>
    [Required] public long? Id { get; set; }

    /// <summary>Unique in the organisation, whatever the case.</summary><example>VIP Customers</example>
    [Required, MaxLength(InputText.NameLimit)] public string? Name { get; set; }
}

/// <summary>A group to delete.</summary>
internal sealed record GroupBody
{
    /// <summary>Id of the group.</summary><example>7</example>
    [Required] public long? Id { get; set; }
}

/// <param name="Group">The group as it is now.</param>
internal sealed record ChangedGroupAnswer(GroupView Group) : Answer;

/// <param name="Data">Groups.</param>
/// <param name="Pagination">Where this page is among all.</param>
internal sealed record GroupPageAnswer(ImmutableArray<ListedGroup> Data, Pagination Pagination) : Answer;

/// <param name="Group">The new group.</param>
internal sealed record NewGroupAnswer(GroupView Group) : Created;

/// <summary>A group.</summary>
internal class GroupView
{
    internal GroupView(Group group) => (Id, Name, CreatedAt) = (group.Id, group.Name, PlainTime.Of(group.CreatedAt));

    /// <summary>Id of the group, counted per organisation.</summary><example>3</example>
    public long Id { get; }

    /// <summary>Unique in the organisation, whatever the case.</summary><example>VIP Customers</example>
    public string Name { get; }

    /// <summary>UTC, yyyy-MM-dd HH:mm:ss.</summary><example>2026-01-15 08:30:00</example>
    [JsonPropertyOrder(2)] public string CreatedAt { get; }
}

/// <summary>A group of the list.</summary>
internal sealed class ListedGroup : GroupView
{
    internal ListedGroup(Group group)
        : base(group) => ContactCount = group.ContactCount;

    /// <summary>Contacts in the group.</summary><example>17</example>
    [JsonPropertyOrder(1)] public long ContactCount { get; }
}

[JsonSerializable(typeof(GroupPageAnswer))]
[JsonSerializable(typeof(CreateGroupBody))]
[JsonSerializable(typeof(NewGroupAnswer))]
[JsonSerializable(typeof(RenameGroupBody))]
[JsonSerializable(typeof(ChangedGroupAnswer))]
[JsonSerializable(typeof(GroupBody))]
[JsonSerializable(typeof(Answer))]
internal sealed partial class GroupJson : JsonSerializerContext;
