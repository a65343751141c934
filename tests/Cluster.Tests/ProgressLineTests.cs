using System.Text;
using Contacts.Silo.Commands;

namespace Contacts.Cluster.Tests;

public sealed class ProgressLineTests
{
    private readonly ServiceClock _time = new();
    private readonly StringWriter _screen = new() { NewLine = "\n" };

    [Fact]
    public void On_a_terminal_a_bar_tells_the_share_the_rate_and_the_time_left()
    {
        using (var line = new ProgressLine("Upload", 40_000_000, ProgressUnit.Bytes, Screen(isTerminal: true)))
        {
            line.Show(0); // Too early to be shown.
            Advance(10);
            line.Show(10_000_000);
            _time.Advance(TimeSpan.FromMilliseconds(99));
            line.Show(10_500_000);
            _time.Advance(TimeSpan.FromMilliseconds(9_901));
            line.Show(40_000_000, "done");
        }

        Assert.Equal(
            [
                "", "Upload [#######.......................]  25 %  10.0 MB  1.0 MB/s  0:00:30 left  ",
                "Upload [##############################] 100 %  40.0 MB  2.0 MB/s  0:00:00 left  done  ",
                "Upload [##############################] 100 %  40.0 MB  2.0 MB/s  0:00:00 left  done  \n",
            ],
            _screen.ToString().Split('\r'));
    }

    [Fact]
    public void Without_a_terminal_there_is_a_plain_line_every_ten_seconds_and_at_the_end()
    {
        using (var line = new ProgressLine("Export", 100_000, ProgressUnit.Contacts, Screen(isTerminal: false)))
        {
            for (var i = 1; i <= 25; i++)
            {
                Advance(1);
                line.Show(i * 1000);
            }
        }

        Assert.Equal(
            """
            Export  10 %  10,000 contacts  1,000 a second  0:01:30 left
            Export  20 %  20,000 contacts  1,000 a second  0:01:20 left
            Export  25 %  25,000 contacts  1,000 a second  0:01:15 left

            """,
            _screen.ToString());
    }

    [Theory]
    [InlineData(0, 0, "Export 100 %  0 contacts  0 a second  0:00:00 left\n")]
    [InlineData(2, 3, "Export 100 %  3 contacts  3 a second  0:00:00 left\n")]
    [InlineData(9_000_000, 1, "Export   0 %  1 contacts  1 a second  23:59:59 left\n")]
    public void More_or_less_than_was_expected_is_told_as_well(long total, long done, string expected)
    {
        using (var line = new ProgressLine("Export", total, ProgressUnit.Contacts, Screen(isTerminal: false)))
        {
            Advance(1);
            line.Show(done);
        }

        Assert.Equal(expected, _screen.ToString());
    }

    [Theory]
    [InlineData("email,company\r\na@x.cz,\"A\r\n\"\"B\"\"\r\n\"\r\nb@x.cz,\r\n", true)]
    [InlineData("{\"email\":\"a@x.cz\",\"company\":\"\\\"\"}\n{\"email\":\"b@x.cz\"}\n{\"rows\":2}\n", false)]
    public void The_contacts_of_an_export_are_counted_wherever_it_is_cut(string file, bool isCsv)
    {
        var rows = new ExportedRows(isCsv);

        foreach (var one in Encoding.UTF8.GetBytes(file)) rows.Take([one]);

        Assert.Equal(2, rows.Count);
    }

    private ProgressScreen Screen(bool isTerminal) => new(_screen, isTerminal, _time);

    private void Advance(int seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));
}
