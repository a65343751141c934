using System.Globalization;

namespace Contacts.Silo.Commands;

/// <summary>What is counted of a piece of work.</summary>
internal enum ProgressUnit { Bytes, Contacts }

/// <summary>Where progress is shown, and the clock that it goes by.</summary>
internal sealed record ProgressScreen(TextWriter Writer, bool IsTerminal, TimeProvider Time)
{
    public static ProgressScreen OfErrors => new(Console.Error, !Console.IsErrorRedirected, TimeProvider.System);
}

/// <summary>
/// How far a piece of work is, on standard error: on a terminal a bar with the rate and the time left, else a plain line every few seconds.
/// </summary>
/// <param name="what">What is done.</param>
/// <param name="total">How much there is to do, as far as is known.</param>
internal sealed class ProgressLine(string what, long total, ProgressUnit unit, ProgressScreen screen) : IDisposable
{
    private const int BarWidth = 30;
    private const int Mega = 1_000_000;

    private static readonly TimeSpan _betweenBars = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _betweenLines = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _longest = TimeSpan.FromDays(1);

    private readonly long _since = screen.Time.GetTimestamp();
    private TimeSpan _writtenAt;
    private (long Done, string Note)? _last;

    /// <summary>Progress of so many bytes, shown to the one who waits.</summary>
    public ProgressLine(string what, long bytes)
        : this(what, bytes, ProgressUnit.Bytes, ProgressScreen.OfErrors)
    {
    }

    private TimeSpan Elapsed => screen.Time.GetElapsedTime(_since);

    /// <summary>So much is done; at most a few times a second on the screen.</summary>
    public void Show(long done, string note = "")
    {
        _last = (done, note);
        if (Elapsed - _writtenAt >= (screen.IsTerminal ? _betweenBars : _betweenLines)) Write(done, note);
    }

    public void Dispose()
    {
        if (_last is not { } last) return;
        Write(last.Done, last.Note);
        if (screen.IsTerminal) screen.Writer.WriteLine();
    }

    private void Write(long done, string note)
    {
        _writtenAt = Elapsed;
        var share = total == 0 ? 1 : Math.Min(1, (double)done / total);
        var text = TextOf(done, share, note);
        if (screen.IsTerminal) screen.Writer.Write($"\r{what} {BarOf(share)}{text}  ");
        else screen.Writer.WriteLine($"{what} {text}");
    }

    /// <summary>The share of the work, its rate and the time left at that rate.</summary>
    private string TextOf(long done, double share, string note)
    {
        var rate = done / Math.Max(Elapsed.TotalSeconds, 0.001);
        var amount = unit == ProgressUnit.Bytes
            ? string.Create(CultureInfo.InvariantCulture, $"{(double)done / Mega:0.0} MB  {rate / Mega:0.0} MB/s")
            : string.Create(CultureInfo.InvariantCulture, $"{done:N0} contacts  {rate:N0} a second");
        var text = $"{(int)(share * 100),3} %  {amount}  {LeftAt(rate, done):h\\:mm\\:ss} left";
        return note.Length == 0 ? text : $"{text}  {note}";
    }

    private TimeSpan LeftAt(double rate, long done) =>
        rate <= 0 || total <= done ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min((total - done) / rate, _longest.TotalSeconds - 1));

    private static string BarOf(double share)
    {
        var full = (int)(share * BarWidth);
        return $"[{new string('#', full)}{new string('.', BarWidth - full)}] ";
    }
}
