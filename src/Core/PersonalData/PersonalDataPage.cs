using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;

namespace Contacts.Core.PersonalData;

/// <summary>The page of an archive of personal data: every text in it is encoded, and it loads nothing. Pure.</summary>
internal sealed class PersonalDataPage(string organisation, DateTimeOffset at, ImmutableArray<PersonalRecord> records)
{
    private const string Head = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>Personal data · Osobní údaje</title>
        <style>
        body { font: 1rem/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
            color: #1b1b1b; background: #fff; }
        article { border-top: 1px solid #bbb; padding: .5rem 0; }
        dl { display: grid; grid-template-columns: minmax(8rem, max-content) 1fr; gap: .1rem 1rem; margin: 0; }
        dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; }
        </style>
        </head>
        <body>
        <main>
        <h1>Personal data · Osobní údaje</h1>

        """;

    private readonly StringBuilder _page = new();

    public string Write()
    {
        _page.Append(Head).Append(CultureInfo.InvariantCulture, $"<p>{Encoded(organisation)}, {TimeOf(at)}</p>\n");
        foreach (var (kind, title) in PersonalDataArchive.Kinds) Write(title, [.. records.Where(record => record.Kind == kind)]);
        return _page.Append("</main>\n</body>\n</html>\n").ToString();
    }

    private void Write(string title, PersonalRecord[] all)
    {
        _page.Append(CultureInfo.InvariantCulture, $"<h2>{Encoded(title)}</h2>\n");
        if (all.Length == 0) _page.Append("<p>—</p>\n");
        foreach (var record in all)
        {
            _page.Append("<article>\n");
            if (record.At is { } recorded) _page.Append(CultureInfo.InvariantCulture, $"<p>{TimeOf(recorded)}</p>\n");
            _page.Append("<dl>\n");
            foreach (var value in record.Values)
                _page.Append(CultureInfo.InvariantCulture, $"<dt>{Encoded(value.Name)}</dt><dd>{Encoded(value.Text)}</dd>\n");
            _page.Append("</dl>\n</article>\n");
        }
    }

    private static string TimeOf(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
