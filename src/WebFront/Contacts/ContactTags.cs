using System.Collections.Immutable;
using System.IO.Hashing;
using System.Text;
using Contacts.Core.Contacts;
using Contacts.Core.Groups;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Replies;
using Microsoft.Net.Http.Headers;

namespace Contacts.WebFront.Contacts;

/// <summary>
/// Entity tags of contacts and the conditions that callers make with them (RFC 9110, 13.1): the contact's version and, where it has groups,
/// a dot and a hash of their names, which change without it. <c>If-None-Match</c> compares both, for the answer shows the names;
/// <c>If-Match</c> compares the version alone, for a renamed group is no change of the contact that an update could undo.
/// </summary>
internal static class ContactTags
{
    private static readonly Failure _unreadable = Failure.Invalid("\"If-Match\" must be * or a list of entity tags");

    /// <summary>Sends the tag of the contact that the answer shows.</summary>
    public static void Send(ApiCall call, Contact contact) => call.Http.Response.Headers.ETag = Quoted(contact);

    /// <summary>
    /// Whether <c>If-None-Match</c> says that the caller has this version; tags are compared weakly. What cannot be read says nothing.
    /// </summary>
    public static bool IsKnown(ApiCall call, Contact contact) =>
        EntityTagHeaderValue.TryParseList(call.Http.Request.Headers.IfNoneMatch, out var tags)
        && tags.Any(tag => tag.Equals(EntityTagHeaderValue.Any) || tag.Compare(new(Quoted(contact)), useStrongComparison: false));

    /// <summary>
    /// The versions of which <c>If-Match</c> wants the contact to have one: null without a condition, and where any will do. A weak tag never
    /// matches.
    /// </summary>
    public static Failure? TryReadWanted(ApiCall call, out ImmutableArray<string>? wanted)
    {
        wanted = null;
        var header = call.Http.Request.Headers.IfMatch;
        if (header.Count == 0)
            return null;
        if (!EntityTagHeaderValue.TryParseStrictList(header, out var tags))
            return _unreadable;
        if (!tags.Contains(EntityTagHeaderValue.Any))
            wanted = [.. tags.Where(tag => !tag.IsWeak).Select(tag => tag.Tag.ToString().Trim('"').Split('.')[0])];
        return null;
    }

    private static string Quoted(Contact contact) =>
        contact.Groups.IsEmpty ? $"\"{contact.Tag}\"" : $"\"{contact.Tag}.{HashOf(contact.Groups)}\"";

    private static string HashOf(ImmutableArray<GroupRef> groups) =>
        Convert.ToHexStringLower(XxHash3.Hash(Encoding.UTF8.GetBytes(string.Join('\n', groups.Select(group => group.Name)))));
}
