using System.Collections.Immutable;
using System.Diagnostics;
using Contacts.Core.Contacts;
using Contacts.Core.Groups;
using Contacts.Core.Settings;
using Contacts.Grains.Consent;
using Contacts.Grains.Groups;
using Contacts.Grains.Mail;
using Contacts.Grains.Organisations;

namespace Contacts.Grains.Contacts;

/// <summary>Finds the groups of a checked contact and writes it. Throws as <see cref="ContactWriter"/> does.</summary>
public sealed class ContactIntake(
    ContactWriter writer, GroupCatalogue groups, OrganisationCatalogue organisations, ConfirmationPolicy confirmations,
    SuppressedSignUps suppressed, MailSignal mails, TimeProvider time)
{
    /// <summary>
    /// A sign-up is Done; a create is Done, EmailTaken or GroupNotFound. Both are Suppressed where the person asked to be forgotten; a
    /// sign-up that is to be confirmed asks the person then, and has no contact until it is.
    /// </summary>
    public async Task<ContactResult> WriteAsync(int organisationId, CheckedContact contact)
    {
        var named = await groups.FindAsync(organisationId, contact.GroupIds, CancellationToken.None);
        if (named is not { } known) return ContactResult.Of(ContactOutcome.GroupNotFound);
        var bounds = contact is { IsBounded: true, GroupNames.IsEmpty: false }
            ? (await organisations.SettingsAsync(organisationId, CancellationToken.None)).Bounds
            : null;
        if (!contact.GroupNames.IsEmpty)
            known = ContactRules.InOrder(known.AddRange(await EnsureAsync(organisationId, contact.GroupNames, bounds)));
        var row = contact.ToWrite(organisationId, known, time.GetUtcNow()) with
        {
            MostGroups = bounds?.GroupsOfContact, Confirmation = await confirmations.TermsAsync(organisationId, contact),
            TraceParent = Activity.Current?.Id,
        };
        var result = await writer.WriteAsync(row);
        var isAsked = result.Outcome == ContactWriteOutcome.Suppressed && row.Confirmation is not null && !contact.IsOfMany;
        var isMailed = isAsked ? await suppressed.AskAsync(row) : result.IsMailed;
        if (isMailed) mails.Raise();
        else if (row.Confirmation is { MayMail: true }) await confirmations.GiveBackAsync(organisationId, contact.Evidence?.Ip);
        if (isAsked) return new() { Outcome = ContactOutcome.Done, Change = ContactChange.Pending };
        BoundsTelemetry.Ignored("groupsOfContact", result.IgnoredGroups);
        return result.ToAnswer(row, known);
    }

    private async ValueTask<ImmutableArray<GroupRef>> EnsureAsync(
        int organisationId, ImmutableArray<string> names, BoundsSettings? bounds)
    {
        if (bounds is null) return await groups.EnsureAsync(organisationId, names, CancellationToken.None);
        // No contact joins more of them, so no more are created.
        ImmutableArray<string> joinable = [.. names.Take(bounds.GroupsOfContact)];
        BoundsTelemetry.Ignored("groupsOfContact", names.Length - joinable.Length);
        var found = await groups.EnsureBySignUpAsync(organisationId, joinable, bounds.GroupsBySignUp, CancellationToken.None);
        BoundsTelemetry.Ignored("groupsBySignUp", joinable.Length - found.Length);
        return found;
    }
}
