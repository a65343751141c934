using System.Collections.Immutable;
using Contacts.Core.Email;
using Contacts.Core.Phone;
using Contacts.Core.Settings;
using Contacts.Core.Text;

namespace Contacts.Core.Contacts;

/// <summary>
/// Reads the raw fields of one request by an organisation's settings. Blank is absent. The first problem is kept in
/// <see cref="Problem"/>; what is read after it does not matter.
/// </summary>
public sealed class ContactInput(IdentitySettings settings)
{
    /// <summary>The most characters of a sign-up's source.</summary>
    public const int SourceLimit = 128;

    /// <summary>The most characters of an integrator's id.</summary>
    public const int ForeignIdLimit = 128;

    /// <summary>The most tags of one sign-up.</summary>
    public const int TagLimit = 20;

    public FieldProblem? Problem { get; private set; }

    public EmailAddress? Email(string? text, InputField field = InputField.Email)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (EmailAddress.TryParse(text, out var address, out var error)) return address;
        Refuse(field, "must be a valid email address", EmailErrors.Describe(error));
        return null;
    }

    /// <summary>An address that has to be there.</summary>
    public EmailAddress? RequiredEmail(string? text, InputField field = InputField.Email)
    {
        if (string.IsNullOrWhiteSpace(text)) Refuse(field, "must be a valid email address", "it is missing");
        return Email(text, field);
    }

    public string Canonical(EmailAddress address) => address.Canonical(settings.EmailCanonicalization);

    /// <summary>E.164, or null if nothing was given.</summary>
    public string? Phone(string? text, InputField field = InputField.Phone)
    {
        var number = PhoneOrNull(text, field, out var problem);
        if (problem is not null) Refuse(problem);
        return number;
    }

    /// <summary>E.164, or null if nothing or no number was given; the latter is not refused here.</summary>
    public string? PhoneOrNull(string? text, InputField field, out FieldProblem? problem)
    {
        problem = null;
        if (string.IsNullOrWhiteSpace(text)) return null;
        if (PhoneNumber.TryParse(text, settings.DefaultRegion, out var number, out var error)) return number;
        problem = FieldProblem.Of(field, "must be a valid number in E.164 format", PhoneErrors.Describe(error));
        return null;
    }

    /// <summary>
    /// Whether texts that are too long are cut, and other optional values that are wrong left out: what is wrong is then the
    /// <see cref="Warning"/>.
    /// </summary>
    public bool IsLenient { get; init; }

    /// <summary>The first value that was left out or cut.</summary>
    public FieldProblem? Warning { get; private set; }

    /// <summary>A cleaned name or company, or null if nothing was given.</summary>
    public string? Name(string? text, InputField field) => Text(text, InputText.NameLimit, field);

    /// <summary>
    /// An integrator's id, cleaned as a name is, or null if nothing was given. It is never cut: that would be another one.
    /// </summary>
    public string? ForeignId(string? text)
    {
        var error = InputText.Clean(text, ForeignIdLimit, out var clean);
        if (error != InputTextError.None) RefuseValue(InputField.ExternalId, TextErrors.Rule(error, ForeignIdLimit));
        return clean.Length == 0 ? null : clean;
    }

    /// <summary>A change of attributes, or null if nothing was given.</summary>
    public string? Attributes(string? json)
    {
        if (json is null) return null;
        var change = ContactAttributes.ReadChange(json, out var problem);
        if (problem is not null) RefuseValue(problem);
        return change;
    }

    public string? Source(string? text) => Text(text, SourceLimit, InputField.Source);

    /// <summary>A cleaned text of at most <paramref name="limit"/> characters, or null if nothing was given.</summary>
    public string? Text(string? text, int limit, InputField field)
    {
        var error = InputText.Clean(text, limit, out var clean);
        if (error != InputTextError.None) RefuseValue(field, TextErrors.Rule(error, limit));
        if (error == InputTextError.TooLong && IsLenient) InputText.Clean(InputText.Beginning(text!, limit), limit, out clean);
        return clean.Length == 0 ? null : clean;
    }

    /// <summary>Cleaned tags of at most <paramref name="limit"/> characters without blank ones, each name once.</summary>
    public ImmutableArray<string> Tags(ImmutableArray<string> tags, int limit)
    {
        if (tags.IsDefaultOrEmpty) return [];
        if (tags.Length > TagLimit && tags.Count(tag => !InputText.IsBlank(tag)) > TagLimit)
            RefuseValue(InputField.Groups, $"must have at most {TagLimit} items");
        var clean = ImmutableArray.CreateBuilder<string>(tags.Length);
        foreach (var raw in tags)
        {
            var error = InputText.Clean(raw, limit, out var tag);
            if (error != InputTextError.None) RefuseValue(InputField.Groups, TextErrors.ItemRule(error, limit));
            else if (tag.Length > 0) clean.Add(tag);
        }
        return [.. clean.DistinctBy(GroupTag.Key).Take(TagLimit)];
    }

    public void Refuse(InputField field, string rule, string? detail = null) => Problem ??= FieldProblem.Of(field, rule, detail);

    public void Refuse(FieldProblem problem) => Problem ??= problem;

    /// <summary>Refuses an optional value.</summary>
    public void RefuseValue(InputField field, string rule) => RefuseValue(FieldProblem.Of(field, rule));

    /// <inheritdoc cref="RefuseValue(InputField, string)"/>
    public void RefuseValue(FieldProblem problem)
    {
        if (IsLenient) Warning ??= problem;
        else Refuse(problem);
    }
}
