using System.Collections.Immutable;
using Contacts.Core.Contacts;

namespace Contacts.Core.Imports;

/// <summary>
/// A row as it stands in the file, the line it begins in, and the place behind it. Where it could not be read at all,
/// <see cref="Problem"/> says why.
/// </summary>
public sealed record ImportRow : ContactProfile<string?>
{
    /// <summary>The most bytes of a row.</summary>
    public const int Limit = 64 * 1024;

    public const string TooLong = "The row is longer than 64 KiB";
    public const string NotUtf8 = "The row is not valid UTF-8";

    public required ImportPlace Behind { get; init; }
    public long Line { get; init; }
    public FieldProblem? Problem { get; init; }

    /// <summary>The row as it stands in the file, in the order of the file's columns.</summary>
    public ImmutableArray<string> Cells { get; init; } = [];

    public string? Email { get; init; }
    public string? Phone { get; init; }
    public string? Source { get; init; }
    public string? ExternalId { get; init; }

    /// <summary>A change of attributes, as JSON.</summary>
    public string? Attributes { get; init; }

    public ImmutableArray<string> Groups { get; init; } = [];

    /// <summary>Consents as text: "true" and "false", "yes" and "no", "1" and "0".</summary>
    public string? EmailSubscribed { get; init; }

    /// <inheritdoc cref="EmailSubscribed"/>
    public string? SmsSubscribed { get; init; }

    public bool IsBlank =>
        Problem is null && string.IsNullOrWhiteSpace(Email) && string.IsNullOrWhiteSpace(Phone) && string.IsNullOrWhiteSpace(Source)
        && string.IsNullOrWhiteSpace(ExternalId) && string.IsNullOrWhiteSpace(Attributes)
        && string.IsNullOrWhiteSpace(EmailSubscribed) && string.IsNullOrWhiteSpace(SmsSubscribed) && Groups.All(string.IsNullOrWhiteSpace)
        && ProfileField.All.All(one => string.IsNullOrWhiteSpace(this[one]));

    /// <summary>A row that cannot be read.</summary>
    public static ImportRow Unreadable(ImportPlace behind, long line, string rule, ImmutableArray<string>? cells = null) =>
        new() { Behind = behind, Line = line, Problem = FieldProblem.Of(InputField.None, rule), Cells = cells ?? [] };

    /// <summary>What <see cref="With"/> takes; "" where there is none.</summary>
    public string TextOf(InputField column) => column switch
    {
        InputField.Email => Email ?? "",
        InputField.Phone => Phone ?? "",
        InputField.Source => Source ?? "",
        InputField.ExternalId => ExternalId ?? "",
        InputField.Attributes => Attributes ?? "",
        InputField.Groups => GroupList.Join(Groups),
        InputField.EmailSubscribed => EmailSubscribed ?? "",
        InputField.SmsSubscribed => SmsSubscribed ?? "",
        _ => ProfileField.All.FirstOrDefault(field => field.Input == column) is { } field ? this[field] ?? "" : "",
    };

    /// <summary>The row with the text of a column.</summary>
    public ImportRow With(InputField column, string text) => column switch
    {
        InputField.None => this, // Notes are not stored.
        InputField.Email => this with { Email = text },
        InputField.Phone => this with { Phone = text },
        InputField.Source => this with { Source = text },
        InputField.ExternalId => this with { ExternalId = text },
        InputField.Attributes => this with { Attributes = text },
        InputField.Groups => this with { Groups = GroupList.Split(text) },
        InputField.EmailSubscribed => this with { EmailSubscribed = text },
        InputField.SmsSubscribed => this with { SmsSubscribed = text },
        _ => this.WithProfile(field => field.Input == column ? text : this[field]),
    };
}
