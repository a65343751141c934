using System.Diagnostics;
using System.Globalization;

namespace Contacts.Silo.Commands;

/// <summary>
/// How far a piece of work is, on standard error: on a terminal a bar with the rate and the time left, else a plain line every few seconds.
/// </summary>
/// <param name="what">What is done.</param>
/// <param name="total">Its bytes; null where nobody knows how many there will be.</param>
internal sealed class ProgressLine(string what, long? total) : IDisposable
{
    private const int BarWidth = 30;
    private const int Mega = 1_000_000;

    private static readonly TimeSpan _betweenBars = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan _betweenLines = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _longest = TimeSpan.FromDays(1);

    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _writtenAt;
    private (long Done, string Note)? _last;

    /// <summary>So many bytes are done; at most a few times a second on the screen.</summary>
    public void Show(long done, string note = "")
    {
        _last = (done, note);
        if (_clock.Elapsed - _writtenAt >= (_isTerminal ? _betweenBars : _betweenLines)) Write(done, note);
    }

    public void Dispose()
    {
        if (_last is not { } last) return;
        Write(last.Done, last.Note);
        if (_isTerminal) Console.Error.WriteLine();
    }

    /// <summary>The share of the work, its rate and the time left at that rate.</summary>
    internal static string TextOf(long done, long? total, TimeSpan elapsed, string note)
    {
        var rate = done / Math.Max(elapsed.TotalSeconds, 0.001);
        var text = string.Create(CultureInfo.InvariantCulture, $"{(double)done / Mega:0.0} MB  {rate / Mega:0.0} MB/s");
        if (total is { } all) text = $"{(int)(ShareOf(done, all) * 100),3} %  {text}  {LeftOf(done, all, rate):h\\:mm\\:ss} left";
        return note.Length == 0 ? text : $"{text}  {note}";
    }

    private static double ShareOf(long done, long total) => total == 0 ? 1 : Math.Min(1, (double)done / total);

    private static TimeSpan LeftOf(long done, long total, double rate) =>
        rate <= 0 || total <= done ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Min((total - done) / rate, _longest.TotalSeconds - 1));

    private void Write(long done, string note)
    {
        _writtenAt = _clock.Elapsed;
        var text = TextOf(done, total, _clock.Elapsed, note);
        if (_isTerminal) Console.Error.Write($"\r{what} {BarOf(done)}{text}  ");
        else Console.Error.WriteLine($"{what} {text}");
    }

    private string BarOf(long done)
    {
        if (total is not { } all) return "";
        var full = (int)(ShareOf(done, all) * BarWidth);
        return $"[{new string('#', full)}{new string('.', BarWidth - full)}] ";
    }
}
