using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using Contacts.Core.Contacts;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Contacts;

internal static class ChangeGroups
{
    private static readonly Failure _nothing = Failure.Invalid("Provide \"add\" or \"remove\"");

    /// <summary>Put a contact into groups and out of others</summary>
    /// <remarks>Other memberships stay. A group in both lists is one that the contact is in. An unknown group changes nothing.</remarks>
    public static async Task<Reply<ContactAnswer>> HandleAsync(ApiCall call, ChangeGroupsBody body)
    {
        if (body.Id is not { } id)
            return Failure.Required("id");
        var (added, removed) = (body.Add ?? [], body.Remove ?? []);
        if (added.IsEmpty && removed.IsEmpty)
            return _nothing;
        if (ContactTags.TryReadWanted(call, out var wanted) is { } unreadable)
            return unreadable;
        var request = new UpdateContactRequest
        {
            AddGroupIds = added, RemoveGroupIds = removed, IfTags = wanted, Actor = call.Caller.Actor, Trail = call.Trail,
        };
        var result = call.Effect is { } effect
            ? await call.FindEffectAsync(effect.Id)
            : await call.Contact(id).UpdateAsync(request, CancellationToken.None);
        if (result is not { Outcome: ContactOutcome.Done, Contact: { } contact })
            return Failures.Of(result, call.Dialect);
        ContactTags.Send(call, contact);
        return new ContactAnswer(new(contact));
    }
}

/// <summary>What of a contact's groups to change.</summary>
internal sealed record ChangeGroupsBody
{
    /// <summary>Id of the contact.</summary><example>201</example>
    [Required] public long? Id { get; set; }

    /// <summary>Ids of groups to join.</summary><example>[3]</example>
    public ImmutableArray<long>? Add { get; set; }

    /// <summary>Ids of groups to leave.</summary><example>[7]</example>
    public ImmutableArray<long>? Remove { get; set; }
}
