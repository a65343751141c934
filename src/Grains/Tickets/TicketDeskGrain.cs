using System.Globalization;
using Contacts.Core;
using Contacts.Core.Audit;
using Contacts.Core.Contacts;
using Contacts.Core.Email;
using Contacts.Core.Phone;
using Contacts.Core.Settings;
using Contacts.Core.Tickets;
using Contacts.Core.Tickets.Disposable;
using Contacts.Core.Tickets.Links;
using Contacts.Grains.Abstractions;
using Contacts.Grains.Abstractions.Contacts;
using Contacts.Grains.Abstractions.Tickets;
using Contacts.Grains.Organisations;
using Contacts.Grains.Tickets.Countries;
using Orleans;
using Orleans.Concurrency;

namespace Contacts.Grains.Tickets;

/// <summary>
/// The tickets of one organisation. Keeps nothing but counts of the last hour: those that the store has, over all processes, are added to
/// them. Reentrant: many forms are on their way to the store at once, in batches.
/// </summary>
[Reentrant]
public sealed class TicketDeskGrain(
    ITicketStore store, IContactStore contacts, TicketWriter writer, OrganisationCatalogue organisations, CountryLookup countries,
    DisposableMail disposable, TicketMails mails, ListReads lists, TimeProvider time)
    : Grain, ITicketDeskGrain
{
    private readonly RecentCounts<long> _texts = new(20_000);
    private readonly RecentCounts<int> _all = new(1);
    private CategoryBound? _categories;

    private int OrganisationId => (int)this.GetPrimaryKeyLong();

    public async Task<TicketResult> SubmitAsync(ContactForm form, CancellationToken cancellationToken)
    {
        var settings = await organisations.SettingsAsync(OrganisationId, cancellationToken);
        var (draft, problem) = TicketInput.Read(form, settings);
        if (draft is null) return TicketResult.Invalid(problem!);

        draft = await WithinBoundAsync(draft, form, settings, cancellationToken);
        var submitter = Submitter.OfOrNull(form.Ip);
        var ticket = Write(draft, submitter, await countries.FindOrNullAsync(form.Ip)) with { Trail = form.Trail };
        ticket = Judge(ticket, await SignalsAsync(ticket, draft, submitter), settings.Spam);
        if (ticket.Status != TicketStatus.Spam)
        {
            _texts.Add(ticket.TextHash, ticket.At); // Spam would make spam of what others write.
            ticket = ticket with { ContactId = await RegisterAsync(draft, settings, form.Actor, cancellationToken) };
            ticket = mails.Queue(ticket, settings.Support);
        }
        await writer.WriteAsync(ticket);
        if (ticket.MailId is not null) mails.Wake();
        return TicketResult.Done;
    }

    public Task<TicketPage> ListAsync(TicketQuery query, CancellationToken cancellationToken) =>
        lists.RunAsync(OrganisationId, token => store.ListAsync(OrganisationId, query, token), cancellationToken);

    public Task<TicketDetail?> FindAsync(string id, CancellationToken cancellationToken) =>
        store.FindAsync(OrganisationId, id, cancellationToken);

    public async Task<TicketDetail?> FindByKeyAsync(string key, CancellationToken cancellationToken)
    {
        var hyphen = key.LastIndexOf('-');
        if (!long.TryParse(key.AsSpan(hyphen + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return null;
        var detail = await store.FindAsync(OrganisationId, number, cancellationToken);
        return detail?.Ticket.Key.Equals(key, StringComparison.OrdinalIgnoreCase) == true ? detail : null;
    }

    public Task<TicketResult> SetSpamAsync(
        string id, bool spam, string actor, CommandTrail? trail, CancellationToken cancellationToken) => ChangeAsync(
            id, from => spam ? TicketStatus.Spam : from == TicketStatus.Spam ? TicketStatus.New : from, new(actor, trail),
            cancellationToken);

    public Task<TicketResult> SetStatusAsync(
        string id, TicketStatus status, string actor, CommandTrail? trail, CancellationToken cancellationToken) =>
        ChangeAsync(id, _ => status, new(actor, trail), cancellationToken);

    private async Task<TicketResult> ChangeAsync(
        string id, Func<TicketStatus, TicketStatus> next, Requester asker, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await store.FindAsync(OrganisationId, id, cancellationToken) is not { } detail) return TicketResult.NotFound;
            var from = detail.Ticket.Status;
            var to = next(from);
            if (to == from) return TicketResult.Done;
            var note = to == TicketStatus.Spam ? TicketMails.NotTakenBack(detail.Mail) : null;
            var change = new TicketStatusChange
            {
                OrganisationId = OrganisationId, Number = detail.Ticket.Number, From = from, To = to, At = time.GetUtcNow(),
                Trail = TrailOf(asker, detail.Ticket, to, note),
            };
            if (from == TicketStatus.Spam) change = await ReleaseAsync(detail, change, asker.Actor, cancellationToken);
            if (!await store.ChangeStatusAsync(change, cancellationToken)) continue; // Somebody else changed it meanwhile.
            if (to == TicketStatus.Spam) _texts.Forget(MessageText.Hash(detail.Message)); // The store's count goes on without it.
            if (change.MailId is not null) mails.Wake();
            return new() { Outcome = TicketOutcome.Done, Note = note };
        }
    }

    private CommandTrail? TrailOf(Requester asker, Ticket ticket, TicketStatus to, string? note)
    {
        var act = new AuditedAct
        {
            At = time.GetUtcNow(), TargetKind = AuditTargets.Ticket, TargetId = ticket.Id,
            Action = ticket.Status == TicketStatus.Spam ? AuditActions.TicketReleased : AuditActions.TicketStatusChanged,
            Summary = $"{TicketStatuses.Name(ticket.Status)} → {TicketStatuses.Name(to)}",
        };
        var trail = asker.Trail?.Doing(act);
        return note is null ? trail : trail?.Noting(note);
    }

    /// <summary>What would have been done at once had the ticket not been taken for spam, by the settings of now.</summary>
    private async Task<TicketStatusChange> ReleaseAsync(
        TicketDetail detail, TicketStatusChange change, string actor, CancellationToken cancellationToken)
    {
        var settings = await organisations.SettingsAsync(OrganisationId, cancellationToken);
        var draft = new TicketDraft
        {
            Message = detail.Message, Subject = detail.Ticket.Subject, Phone = detail.Ticket.CustomerPhone,
            Email = EmailAddress.TryParse(detail.Ticket.CustomerEmail, out var address, out _) ? address : null,
            FirstName = detail.CustomerFirstName, LastName = detail.CustomerLastName, Category = detail.Ticket.Category,
        };
        var contactId = await RegisterAsync(draft, settings, actor, cancellationToken);
        return mails.Queue(change with { ContactId = contactId }, detail, settings.Support);
    }

    private async ValueTask<TicketDraft> WithinBoundAsync(
        TicketDraft draft, ContactForm form, OrganisationSettings settings, CancellationToken cancellationToken)
    {
        if (draft.Category is not { } category || settings.Support.CategoryOrNull(category) is not null) return draft;
        _categories ??= new(store, OrganisationId);
        if (!form.IsBounded)
        {
            _categories.Add(category);
            return draft;
        }
        if (await _categories.MayNameAsync(category, settings.Bounds.Categories, cancellationToken)) return draft;
        BoundsTelemetry.Ignored("categories", 1);
        return draft with { Category = null };
    }

    private TicketWrite Write(TicketDraft draft, Submitter? submitter, string? country) => new()
    {
        OrganisationId = OrganisationId, ExternalId = ExternalId.New(), Subject = draft.Subject, Message = draft.Message,
        Notice = draft.Notice, Category = draft.Category, Status = TicketStatus.New, Email = draft.Email?.Normalised, Phone = draft.Phone,
        FirstName = draft.FirstName, LastName = draft.LastName, Ip = submitter?.Address, Network = submitter?.Network,
        Site = submitter?.Site, Country = country, Score = 0, TextHash = MessageText.Hash(draft.Message), SendTo = draft.SendTo,
        At = time.GetUtcNow(),
    };

    private async Task<SpamSignals> SignalsAsync(TicketWrite ticket, TicketDraft draft, Submitter? submitter)
    {
        var ofOrganisation = _all.Add(0, ticket.At);
        var counts = submitter is { } from
            ? await GrainFactory.GetGrain<ISubmitterGrain>(GrainKeys.Submitter(OrganisationId, from.Site ?? from.Network))
                .CountAsync(from.Address, from.Network)
            : default;
        var stored = SpamScore.IsFlood(counts.FromAddress, SameText(ticket))
            ? default
            : await writer.CountAsync(new(OrganisationId, submitter, ticket.TextHash, ticket.At.AddHours(-1)));
        // What is stored is not counted here where another process, or this one before a restart, took it in: the greater number is true.
        return new()
        {
            HoneypotFilled = draft.FillsHoneypot,
            Country = ticket.Country,
            PhoneCountry = draft.Phone is { } phone ? PhoneNumber.RegionOf(phone) : null,
            FromAddress = Math.Max(counts.FromAddress, stored.FromAddress + 1),
            FromNetwork = Math.Max(counts.FromNetwork, stored.FromNetwork + 1),
            FromSite = submitter?.Site is null ? 0 : Math.Max(counts.FromSite, stored.FromSite + 1),
            SameText = Math.Max(SameText(ticket), stored.SameText + 1), // Those that were judged meanwhile are among them.
            OfOrganisation = ofOrganisation,
            Links = LinkText.Count(draft.Message),
            DisposableMail = draft.Email is { } email && disposable.Has(email.Normalised),
            HasCustomerEmail = draft.Email is not null,
        };
    }

    /// <summary>With the ticket itself.</summary>
    private int SameText(TicketWrite ticket) => _texts.Count(ticket.TextHash, ticket.At) + 1;

    private static TicketWrite Judge(TicketWrite ticket, SpamSignals signals, SpamSettings settings)
    {
        var verdict = SpamScore.Judge(signals, settings);
        return ticket with
        {
            Score = verdict.Score, Reasons = verdict.Reasons,
            Status = verdict.Score >= settings.Threshold ? TicketStatus.Spam : TicketStatus.New,
        };
    }

    /// <summary>The customer's contact; nothing that a known one has is overwritten. Null if there is no address.</summary>
    private async Task<long?> RegisterAsync(
        TicketDraft draft, OrganisationSettings settings, string actor, CancellationToken cancellationToken)
    {
        if (!settings.RegisterTicketCustomers || draft.Email is not { } email) return null;
        var key = email.Canonical(settings.EmailCanonicalization);
        if (settings.Support.CategoryOrNull(draft.Category) is { AllowUnknown: false })
            return (await contacts.FindByEmailAsync(OrganisationId, key, cancellationToken))?.Id;
        var result = await GrainFactory.GetGrain<IEmailGrain>(GrainKeys.Email(OrganisationId, key)).WriteAsync(new CheckedContact
        {
            Kind = ContactWriteKind.AddIfAbsent, Email = email.Normalised, EmailKey = key, Phone = draft.Phone, Source = "contact-form",
            Actor = actor,
        }.WithProfile(field => draft[field]));
        return result.ContactId;
    }

    /// <summary>Who wants a ticket changed, and the trail that is written with it.</summary>
    private readonly record struct Requester(string Actor, CommandTrail? Trail);
}
