using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Contacts.Core.Groups;
using Contacts.Grains.Abstractions.Groups;
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
        .Post<CreateGroupBody, NewGroupAnswer>("/groups/create", CreateAsync, Failure.GroupNameTaken);

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
}

/// <summary>A group to create.</summary>
internal sealed record CreateGroupBody
{
    /// <summary>Unique in the organisation, whatever the case.</summary><example>VIP Customers</example>
    [Required, MaxLength(128)] public string? Name { get; set; }
}

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
internal sealed partial class GroupJson : JsonSerializerContext;
