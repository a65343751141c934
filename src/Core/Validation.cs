using Orleans;

namespace Contacts.Core;

/// <summary>A field of a caller's input, named neutrally: each HTTP dialect spells it its own way.</summary>
public enum InputField
{
    None, Id, Email, Phone, FirstName, LastName, Company, Source, Groups, GroupId, GroupIds, Name, Slug, Reason, NewEmail, CurrentEmail,
    FinalContact, LegacyContact, MergeId, Message, Subject, Notice, SendToEmail, Category, CustomerEmail, CustomerPhone,
    CustomerFirstName, CustomerLastName, Website, Status, Scopes, Environment, Description, ExpirationDate, Limits, Settings,
    EmailSubscribed, SmsSubscribed, Delimiter, Title, Channel, Note, Emails, Ids, Page, TextVersion, Role, Organisation, LegacyId,
    Mapping, ExternalId, Attributes,
}

/// <summary>
/// Why an input was refused: the field, the rule it broke as the end of a sentence ("must be a valid email address"), and, where it
/// helps, what exactly is wrong.
/// </summary>
[GenerateSerializer, Immutable, Alias("contacts.field-problem")]
public sealed record FieldProblem
{
    [Id(0)] public required InputField Field { get; init; }
    [Id(1)] public required string Rule { get; init; }
    [Id(2)] public string? Detail { get; init; }

    /// <summary>The name of a setting or list item, where <see cref="Field"/> alone does not say which one.</summary>
    [Id(3)] public string? Member { get; init; }

    public static FieldProblem Of(InputField field, string rule, string? detail = null) =>
        new() { Field = field, Rule = rule, Detail = detail };
}
