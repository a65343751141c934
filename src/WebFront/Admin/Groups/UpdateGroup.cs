using System.ComponentModel.DataAnnotations;
using Contacts.Core.Groups;
using Contacts.Core.Text;
using Contacts.Grains.Abstractions.Groups;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Admin.Groups;

internal static class UpdateGroup
{
    /// <summary>Change a group</summary>
    /// <remarks>
    /// Its name, and what people see of it: they join and leave public groups on the page of their preferences. Only what is sent changes;
    /// a blank title is taken away: then people see the group's name.
    /// </remarks>
    public static async Task<Reply<AdminGroupAnswer>> HandleAsync(ApiCall call, UpdateGroupBody body)
    {
        if (body.Id is not { } id) return Failure.Required("id");
        var directory = call.OfOrganisation<IGroupDirectoryGrain>();
        if (call.Effect is null)
        {
            var change = new GroupChange { Name = body.Name, IsPublic = body.IsPublic, Title = body.Title, Description = body.Description };
            var result = await directory.UpdateAsync(id, change, call.Trail, CancellationToken.None);
            if (GroupFailures.OfOrNull(result, call.Dialect) is { } failure) return failure;
        }
        return await directory.FindAsync(id, CancellationToken.None) is { } group
            ? new AdminGroupAnswer(new(group))
            : Failure.GroupNotFound;
    }
}

/// <summary>What of a group to change.</summary>
internal sealed record UpdateGroupBody
{
    /// <summary>Id of the group.</summary><example>3</example>
    [Required] public long? Id { get; set; }

    /// <summary>Unique in the organisation, whatever the case.</summary><example>VIP Customers</example>
    [MaxLength(InputText.NameLimit)] public string? Name { get; set; }

    /// <summary>Whether people see it on the page of their preferences.</summary><example>true</example>
    public bool? IsPublic { get; set; }

    /// <summary>What people see in place of its name.</summary><example>Monthly news</example>
    [MaxLength(InputText.NameLimit)] public string? Title { get; set; }

    /// <summary>What people read below its title.</summary><example>What is new, once a month.</example>
    [MaxLength(500)] public string? Description { get; set; }
}

/// <param name="Group">The group as it is now.</param>
internal sealed record AdminGroupAnswer(AdminGroup Group) : Answer;

/// <summary>A group as administrators see it.</summary>
internal sealed class AdminGroup(Group group)
{
    /// <summary>Id of the group, counted per organisation.</summary><example>3</example>
    public long Id => group.Id;

    /// <summary>Unique in the organisation, whatever the case.</summary><example>VIP Customers</example>
    public string Name => group.Name;

    /// <summary>Whether people see it on the page of their preferences.</summary><example>true</example>
    public bool IsPublic => group.IsPublic;

    /// <summary>What people see in place of its name; null: its name.</summary><example>Monthly news</example>
    public string? Title => group.Title;

    /// <summary>Empty if there is none.</summary><example>What is new, once a month.</example>
    public string Description => group.Description;

    /// <summary>UTC.</summary><example>2026-01-15T08:30:00.000Z</example>
    public DateTimeOffset CreatedAt => group.CreatedAt;
}
