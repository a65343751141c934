using System.Text.Encodings.Web;
using System.Text.Json;

namespace Contacts.Cluster.Tests.Logs;

/// <summary>What people and operators send and no log may show. All words of it have a syllable that no program's own words have.</summary>
internal static class Secrets
{
    public const string Anna = "qzwAnna.Vlnka@example.com";
    public const string Boris = "qzw.boris@example.org";
    public const string Clara = "qzw_clara+tag@example.net";
    public const string Boom = "qzwboom@example.com"; // The store has a rule against it, which quotes it.
    public const string Desk = "qzw-desk@example.com";
    public const string Phone = "+420 601987654";
    public const string FirstName = "Qzwdislava";
    public const string LastName = "Kvapilqzwová";
    public const string Text = "My secret is qzwonderful";
    public const string Ip = "203.0.113.77";
    public const string RootKey = "ROOTabcdefghijklmnopqrstuvwx0123";
    public const string WrongKey = "PRODzyxwvutsrqponmlkjihgfedc9876";
    public const string SmtpUser = "qzwsmtpuser";
    public const string SmtpPassword = "qzwsmtppassword";
    public const string DatabasePassword = "qzwdatabase";

    private static readonly string[] _all =
        ["qzw", "vlnka", "601987654", "601 987 654", Ip, RootKey[..12], WrongKey[..12], "apiKey=", "secret is"];

    private static readonly JsonSerializerOptions _plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Every line is JSON, and holds none of it, nor any of these keys.</summary>
    public static void AssertAbsent(string log, params string[] keys)
    {
        var lines = log.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.NotEmpty(lines);
        foreach (var line in lines)
        {
            using var json = JsonDocument.Parse(line);
            Assert.Equal(JsonValueKind.Object, json.RootElement.ValueKind);
            var text = JsonSerializer.Serialize(json.RootElement, _plain);
            foreach (var secret in _all.Concat(keys.Select(key => key[..12])))
                Assert.DoesNotContain(secret, text, StringComparison.OrdinalIgnoreCase);
        }
    }
}
