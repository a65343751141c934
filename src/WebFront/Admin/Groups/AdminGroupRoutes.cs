using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Contacts.Core.Groups;
using Contacts.Grains.Abstractions.Groups;
using Contacts.WebFront.Pipeline;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Groups;

/// <summary>Groups for administrators.</summary>
internal static class AdminGroupRoutes
{
    public static ApiGroup MapAdminGroups(this ApiGroup api) => api.Tagged("Admin: groups")
        .Post<UpdateGroupBody, AdminGroupAnswer>("/group/update", UpdateGroup.HandleAsync, Failure.GroupNotFound, Failure.GroupNameTaken)
        .Post<MergeGroupsBody, Answer>("/group/merge", MergeAsync, Failure.GroupNotFound)
        .Post<DeleteGroupBody, Answer>("/group/delete", DeleteAsync, Failure.GroupNotFound, Failure.GroupNotEmpty);

    /// <summary>Merge two groups</summary>
    /// <remarks>
    /// Members of the legacy group become members of the final one, in the background, also after a crash; the legacy group is gone at
    /// once. A newsletter tag of its name makes a new group.
    /// </remarks>
    public static async Task<Reply<Answer>> MergeAsync(ApiCall call, MergeGroupsBody body)
    {
        if (body.FinalId is not { } finalId) return Failure.Required("finalId");
        if (body.LegacyId is not { } legacyId) return Failure.Required("legacyId");
        if (call.Effect is not null) return Answer.Done;
        var directory = call.OfOrganisation<IGroupDirectoryGrain>();
        return AnswerOf(await directory.MergeAsync(finalId, legacyId, call.Trail, CancellationToken.None), call);
    }

    /// <summary>Delete a group</summary>
    /// <remarks>Only one without members. Its id is never used again.</remarks>
    public static async Task<Reply<Answer>> DeleteAsync(ApiCall call, DeleteGroupBody body)
    {
        if (body.Id is not { } id) return Failure.Required("id");
        if (call.Effect is not null) return Answer.Done;
        return AnswerOf(await call.OfOrganisation<IGroupDirectoryGrain>().DeleteAsync(id, call.Trail, CancellationToken.None), call);
    }

    private static Reply<Answer> AnswerOf(GroupResult result, ApiCall call) =>
        GroupFailures.OfOrNull(result, call.Dialect) is { } failure ? failure : Answer.Done;
}

/// <summary>Maps outcomes of commands on groups to failures.</summary>
internal static class GroupFailures
{
    /// <summary>Null where it was done.</summary>
    public static Failure? OfOrNull(GroupResult result, Dialect dialect) => result.Outcome switch
    {
        GroupOutcome.Invalid => Failures.Of(result.Problem, dialect),
        GroupOutcome.NotFound => Failure.GroupNotFound,
        GroupOutcome.NameTaken => Failure.GroupNameTaken,
        GroupOutcome.NotEmpty => Failure.GroupNotEmpty,
        _ => null,
    };
}

/// <summary>Two groups to merge.</summary>
internal sealed record MergeGroupsBody
{
    /// <summary>Id of the group that stays.</summary><example>3</example>
    [Required] public long? FinalId { get; set; }

    /// <summary>Id of the group that is merged in.</summary><example>7</example>
    [Required] public long? LegacyId { get; set; }
}

/// <summary>A group to delete.</summary>
internal sealed record DeleteGroupBody
{
    /// <summary>Id of the group.</summary><example>7</example>
    [Required] public long? Id { get; set; }
}

[JsonSerializable(typeof(UpdateGroupBody))]
[JsonSerializable(typeof(AdminGroupAnswer))]
[JsonSerializable(typeof(MergeGroupsBody))]
[JsonSerializable(typeof(DeleteGroupBody))]
internal sealed partial class AdminGroupJson : JsonSerializerContext;
