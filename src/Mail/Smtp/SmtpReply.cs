namespace Contacts.Mail.Smtp;

/// <summary>A complete reply of a server.</summary>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    private const int ShownLength = 400;

    public bool IsPositive => Code is >= 200 and < 300;

    /// <summary>Replies 53x are about who logs in how, which is mended in the configuration, not in the mail.</summary>
    public bool IsPermanent => Code >= 500 && Code is not (530 or 534 or 535 or 538);

    /// <summary>The reply on one line, without anything that could disturb a log or a terminal.</summary>
    public string Shown
    {
        get
        {
            var text = string.Join(' ', Lines.Where(line => line.Length > 0));
            var clean = new string([.. text.Take(ShownLength).Select(c => char.IsControl(c) ? ' ' : c)]);
            return $"{Code} {clean}".TrimEnd();
        }
    }

    public SendOutcome RefusalOf(string what) =>
        IsPermanent ? new SendOutcome.PermanentFailure($"{what}: {Shown}") : new SendOutcome.TemporaryFailure($"{what}: {Shown}");
}
