using System.Collections.Immutable;
using System.Net;
using System.Text;
using Contacts.Core;
using Contacts.Core.Audit;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;
using Contacts.Core.Email;
using Contacts.Core.Imports;
using Contacts.Core.Mail;
using Contacts.Core.Settings;
using Contacts.Core.Tickets;

namespace Contacts.Storage.Tests.Contract;

/// <summary>
/// A person of whom every column with personal data knows something: a contact that another one was merged into. Each text has
/// <see cref="Tag"/> in it, each number <see cref="Digits"/>.
/// </summary>
internal sealed class KnownPerson(IStoreFixture store, int organisation)
{
    private static readonly DateTimeOffset _monday = new(2026, 3, 2, 8, 30, 0, TimeSpan.Zero);

    public string Tag { get; } = Guid.NewGuid().ToString("N")[..10];

    public string Digits { get; } = $"777{Random.Shared.Next(1_000_000):D6}";

    public string Phone => $"+420{Digits}";

    public string Address => $"eva.{Tag}@example.com";

    public string SpacedDigits => $"{Digits[..3]} {Digits[3..6]} {Digits[6..]}";

    public string OldAddress => EmailAddress.TryParse($"old.{Tag}@žluť.cz", out var address, out _) ? address.Normalised : "";

    /// <summary>Texts that are nowhere once the person is erased.</summary>
    public ImmutableArray<string> Needles => [Tag, Digits, SpacedDigits, Ip];

    public ContactRow Survivor { get; private set; } = null!;

    public ContactRow Legacy { get; private set; } = null!;

    /// <summary>What the contact was merged into by <see cref="MergeAgainAsync"/>.</summary>
    public ContactRow Elder { get; private set; } = null!;

    private string Ip => $"2001:db8::{Tag[..4]}:{Tag[4..8]}";

    private string Evidence => new ConsentEvidence { Ip = Ip, UserAgent = $"Browser {Tag}" }.Write();

    public async Task SignUpAsync(params long[] groups)
    {
        Survivor = await WrittenAsync(Write(Address) with
        {
            FirstName = $"Žofie{Tag}", LastName = $"Malá{Tag}", Company = $"ACME {Tag}", GroupIds = [.. groups], Evidence = Evidence,
        });
        Legacy = await WrittenAsync(Write(OldAddress, ContactWriteKind.Create) with
        {
            Phone = Phone, ForeignId = $"crm-{Tag}", Attributes = $$"""{"note":"{{Tag}}"}""", SmsSubscribed = true, EmailSubscribed = true,
        });
        await MergeAsync(Survivor, Legacy);
    }

    /// <summary>Merges the contact into another one, which is then changed and signs up with values that are held.</summary>
    public async Task MergeAgainAsync()
    {
        var address = $"elder.{Tag}@example.com";
        Elder = await WrittenAsync(Write(address, ContactWriteKind.Create) with { Company = $"Old {Tag}" });
        await MergeAsync(Elder, (await store.Contacts.FindAsync(organisation, Survivor.Id, default))!);
        await WrittenAsync(Write(address, ContactWriteKind.Import) with { Company = $"New {Tag}" });
        await WrittenAsync(Write(address) with
        {
            FirstName = $"Held {Tag}",
            Confirmation = new() { IsForKnown = true, Lifetime = TimeSpan.FromDays(7), Language = "en", MayMail = true },
        });
    }

    /// <summary>One ticket of a contact, one of an address alone, one of a number alone, each with a mail and a copy.</summary>
    public Task WriteTicketsAsync() => store.Tickets.WriteAsync(
        [Ticket() with { ContactId = Legacy.Id }, Ticket(), Ticket() with { Email = null, ContactId = null }], default);

    public TicketWrite Ticket() => new()
    {
        OrganisationId = organisation, ExternalId = ExternalId.New(), Subject = $"Subject {Tag}", Message = $"Message {Tag}",
        Notice = $"Notice {Tag}", Category = "offer", Status = TicketStatus.New, Score = 0, TextHash = 7, At = _monday,
        Email = Address, Phone = Phone, FirstName = $"Eva{Tag}", LastName = $"Malá{Tag}", Ip = Ip, Network = $"{Ip}/64", Site = $"{Ip}/48", MailNote = $"refused: {Tag}",
        SendTo = $"{Tag}@desk.example", MailId = QueuedMail.NewId(), MailTo = $"{Tag}@desk.example", MailCopies = ["copy@desk.example"],
    };

    /// <summary>A confirmation mail that was sent, and one that waits.</summary>
    public async Task WriteMailsAsync()
    {
        var mail = new QueuedMail
        {
            OrganisationId = organisation, Kind = MailKinds.Confirmation, Recipient = Address, At = _monday,
            Data = $$"""{"firstName":"{{Tag}}"}""",
        };
        var sent = mail with { MailId = QueuedMail.NewId() };
        await store.Outbox.QueueAsync([mail, sent], default);
        await store.ExecuteAsync($"UPDATE mail SET state = 1, note = 'to {Tag}' WHERE mail_id = '{sent.MailId}'");
        var counted = new RecipientMails { OrganisationId = organisation, Recipient = Address, MailIds = [mail.MailId], PerHour = 10 };
        await store.Outbox.AdmitAsync([counted], "lease", _monday, default);
    }

    /// <summary>An import that has ended: journal, refused row, sample, names of columns, and the file.</summary>
    public async Task<ImportJob> ImportAsync()
    {
        const string Rule = "must be a valid email address";
        var error = new ImportError
        {
            Row = 3, Problem = FieldProblem.Of(InputField.Email, Rule, Address),
            Cells = $"""["","{SpacedDigits}","{Tag}"]""",
        };
        var plain = error with { Row = 4, Cells = """["x","","Ida"]""", Problem = FieldProblem.Of(InputField.Email, Rule, "x") };
        var upload = await UploadedAsync(File(), mapping: $$"""{"{{Address}}":"email","{{SpacedDigits}}":"phone"}""") with
        {
            Header = $"""["{Address}","{SpacedDigits}","{Tag}"]""", IgnoredColumns = [Tag], Message = $"There is no \"{Address}\"",
        };
        var job = await EndedAsync(upload, error, plain);
        await store.ExecuteAsync($$"""
            INSERT INTO import_journal (organisation_id, import_id, contact_id, row_number, version, gave_email, before, after)
            VALUES ({{organisation}}, {{job.ImportId}}, {{Survivor.Id}}, 1, 1, true, '{"company":"{{Tag}}"}', '{"phone":"{{Phone}}"}')
            """);
        await store.ExecuteAsync($$"""
            INSERT INTO import_sample (organisation_id, import_id, row_number, outcome, before, after)
            VALUES ({{organisation}}, {{job.ImportId}}, 1, 1, '{"email":"{{OldAddress}}"}', '{"firstName":"{{Tag}}"}')
            """);
        await store.ExecuteAsync($$"""
            INSERT INTO import_trial (organisation_id, import_id, key, value)
            VALUES ({{organisation}}, {{job.ImportId}}, 'e {{Address}}', '{"email":"{{Address}}"}')
            """);
        return job;
    }

    /// <summary>An upload as an import that has ended, with refused rows.</summary>
    public async Task<ImportJob> EndedAsync(ImportJob upload, params ImmutableArray<ImportError> errors)
    {
        Assert.True(await store.Imports.SubmitAsync(organisation, upload.ImportId, _monday, null, default));
        var job = await ClaimedAsync(upload) with
        {
            State = ImportState.Done, Header = upload.Header, IgnoredColumns = upload.IgnoredColumns, Message = upload.Message,
            FinishedAt = _monday,
        };
        Assert.NotNull(await store.Imports.SaveAsync(job, errors, _monday, null, default));
        return job;
    }

    /// <summary>An import whose file is there, in two pieces that part the person's address.</summary>
    public async Task<ImportJob> UploadedAsync(
        string file, ImportFormat format = ImportFormat.Csv, ImportMatch match = ImportMatch.Email, string? mapping = null)
    {
        var job = new ImportJob
        {
            OrganisationId = organisation, ImportId = Random.Shared.NextInt64(), State = ImportState.Uploading, Format = format,
            Actor = "test", CreatedAt = _monday, Match = match, Mapping = mapping,
        };
        Assert.True(await store.Imports.BeginAsync(job, int.MaxValue, default));
        var bytes = Encoding.UTF8.GetBytes(file);
        var middle = Encoding.UTF8.GetByteCount(file[..Math.Max(1, file.IndexOf(Tag, StringComparison.OrdinalIgnoreCase))]) + 2;
        foreach (var (from, to) in new[] { (0, middle), (middle, bytes.Length) })
            Assert.True(await store.Imports.AppendAsync(organisation, job.ImportId, from, [.. bytes[from..to]], _monday, default));
        return job;
    }

    public string File() => $"email,phone,first_name\n{Address},\"{SpacedDigits}\",{Tag}\n";

    /// <summary>What people have done at the console, and addresses that could not be re-keyed.</summary>
    public async Task LeaveTracesAsync()
    {
        await store.Audit.AddAsync(organisation, new()
        {
            Actor = new() { Kind = ActorKind.User, Id = 7, Name = $"someone.{Tag[..4]}@example.com", Ip = IPAddress.Loopback },
            Acts = [new() { At = _monday, Action = AuditActions.LinkKeyRotated, TargetKind = AuditTargets.LinkKey, TargetId = "1" }],
        }, default);
        var collisions = ImmutableArray.Create(new EmailCollision { Email = Address, Ids = ["A"], ContactIds = [1] });
        var job = new Contacts.Core.Organisations.RekeyingJob
        {
            OrganisationId = organisation, Run = 1, StartedAt = default, DueAt = default, Collisions = collisions,
        };
        await store.ExecuteAsync($"""
            INSERT INTO email_rekeying (organisation_id, run, state, pass, position, done, total, collisions, started_at, due_at)
            SELECT {organisation}, 1, 'done', 3, 0, 0, 0, '{job.CollisionsJson}', created_at, created_at
            FROM contact WHERE organisation_id = {organisation} LIMIT 1
            """);
    }

    private async Task MergeAsync(ContactRow survivor, ContactRow legacy)
    {
        var note = new ChangeNote("admin", _monday.AddDays(1), $"the same person {Tag}");
        var book = new ConsentBook(
            organisation, await store.Consents.FindAsync(organisation, ContactConsents.KeysOf([survivor, legacy]), default), note.At);
        var decision = MergeDecisions.Decide(survivor, legacy, book, note);
        Assert.Equal(ApplyOutcome.Applied, await store.Contacts.ApplyAsync(decision.Changes!, default));
    }

    public async Task<ContactRow> WrittenAsync(ContactWrite write)
    {
        var result = (await store.Contacts.WriteAsync([write], default))[0];
        return (await store.Contacts.FindAsync(organisation, result.ContactId, default))!;
    }

    public ContactWrite Write(string? email, ContactWriteKind kind = ContactWriteKind.Register) => new()
    {
        Kind = kind, OrganisationId = organisation, Email = email, EmailKey = email, ExternalId = ExternalId.New(), Actor = $"form {Tag}",
        At = _monday, EmailSubscribed = kind == ContactWriteKind.Register ? true : null,
    };

    public async Task<ImportJob> ClaimedAsync(ImportJob job)
    {
        while (await store.Imports.ClaimAsync(_monday, _monday.AddSeconds(15), default) is { } claimed)
            if (claimed.ImportId == job.ImportId) return claimed;
        throw new InvalidOperationException("The import is not to be had.");
    }
}
