using System.Collections.Immutable;
using Contacts.Core.Erasure;
using Contacts.Grains.Jobs;
using Contacts.Mail;
using Microsoft.Extensions.Logging;

namespace Contacts.Grains.Erasure;

/// <summary>
/// Removes mails of erased people from the mail folder of this process, whichever process erased them. All erasures are looked at once
/// after a start; recent ones again and again, as a mail may be on its way into the folder while its recipient is erased.
/// </summary>
public sealed class MailForgetting(
    IErasureStore erasures, EmlFolderTransport folder, TimeProvider time, ILogger<MailForgetting> logger)
        : PeriodicWork(TimeSpan.FromSeconds(5), time, logger)
{
    private const int Batch = 500;
    private static readonly TimeSpan _recent = TimeSpan.FromMinutes(2);

    private readonly SemaphoreSlim _turn = new(1);

    /// <summary>Up to here nothing is left to be done.</summary>
    private long _done;

    public override void Dispose()
    {
        base.Dispose();
        _turn.Dispose();
    }

    /// <summary>Removes mails of one who was just erased; what fails is logged and done with the recent ones.</summary>
    public Task TryForgetAsync(ImmutableArray<string> mailIds) => TryAsync(() => folder.ForgetAsync(mailIds.ToHashSet()));

    public override async Task RunAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var after = _done;
            await RepeatAsync(Batch, async atMost =>
            {
                var rows = await erasures.MailsAfterAsync(after, atMost, cancellationToken);
                await folder.ForgetAsync(rows.SelectMany(row => row.MailIds).ToHashSet());
                if (!rows.IsEmpty) after = rows[^1].Number;
                foreach (var row in rows.TakeWhile(row => row.At < Now - _recent)) _done = Math.Max(_done, row.Number);
                return rows.Length;
            });
        }
        finally
        {
            _turn.Release();
        }
    }
}
