using Contacts.Core;
using Contacts.Core.Contacts;

namespace Contacts.Grains.Tests.Concurrency;

/// <summary>One command on the contacts of an organisation. Contacts are named by their ids, addresses by one letter.</summary>
public abstract record Command
{
    public abstract Task<ContactResult> RunAsync(ContactService service, int organisation);

    public abstract bool Allows(ContactOutcome outcome);

    public static string Spell(char letter) => $"{letter}@example.com";
}

public sealed record Register(char Address, string Group, string? FirstName) : Command
{
    public override Task<ContactResult> RunAsync(ContactService service, int organisation) =>
        service.RegisterAsync(organisation, Spell(Address), Group, FirstName);

    public override bool Allows(ContactOutcome outcome) => outcome is ContactOutcome.Done;
}

public sealed record Create(char Address, string Group) : Command
{
    public override Task<ContactResult> RunAsync(ContactService service, int organisation) =>
        service.CreateAsync(organisation, Spell(Address), Group);

    public override bool Allows(ContactOutcome outcome) => outcome is ContactOutcome.Done or ContactOutcome.EmailTaken;
}

public sealed record UpdateEmail(long Id, char Address) : Command
{
    public override Task<ContactResult> RunAsync(ContactService service, int organisation) => service.Contact(organisation, Id)
        .UpdateAsync(new() { Email = Optional.Of<string>(Spell(Address)), Actor = "test" }, CancellationToken.None);

    public override bool Allows(ContactOutcome outcome) => outcome is ContactOutcome.Done or ContactOutcome.EmailTaken;
}

public sealed record ChangeEmail(long Id, char From, char To, bool ConfirmMerge) : Command
{
    public override Task<ContactResult> RunAsync(ContactService service, int organisation) => service.Contact(organisation, Id)
        .ChangeEmailAsync(
            new() { CurrentEmail = Spell(From), NewEmail = Spell(To), Reason = "test", ConfirmMerge = ConfirmMerge, Actor = "test" },
            CancellationToken.None);

    public override bool Allows(ContactOutcome outcome) =>
        outcome is ContactOutcome.Done or ContactOutcome.EmailMismatch || (!ConfirmMerge && outcome is ContactOutcome.EmailTaken);
}

public sealed record Merge(long Final, long Legacy) : Command
{
    public override Task<ContactResult> RunAsync(ContactService service, int organisation) =>
        service.Contact(organisation, Final).MergeAsync(Legacy, "test", null, CancellationToken.None);

    public override bool Allows(ContactOutcome outcome) => outcome is ContactOutcome.Done or ContactOutcome.Invalid;
}

public sealed record Undo(string MergeId, long Survivor) : Command
{
    public override Task<ContactResult> RunAsync(ContactService service, int organisation) =>
        service.Contact(organisation, Survivor).UndoMergeAsync(new() { MergeId = MergeId, Reason = "test", Actor = "test" }, CancellationToken.None);

    public override bool Allows(ContactOutcome outcome) => outcome is ContactOutcome.Done or ContactOutcome.CannotBeUndone;
}
