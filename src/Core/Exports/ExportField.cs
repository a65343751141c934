using System.Collections.Immutable;
using Contacts.Core.Consent;
using Contacts.Core.Contacts;

namespace Contacts.Core.Exports;

/// <summary>Takes the values of a row, one for each column.</summary>
public interface IExportCells
{
    /// <summary>Null where there is none.</summary>
    void Text(string? value);

    void Number(long value);

    /// <summary>Null where nothing was said.</summary>
    void Boolean(bool? value);

    void Time(DateTimeOffset? value);

    void Names(IEnumerable<string> values);

    /// <summary>A value that is JSON already; null where there is none.</summary>
    void Json(string? value);
}

/// <summary>A column of exports, by the name under which lists show the field, and imports read it where they do.</summary>
public sealed class ExportField
{
    private static readonly string[] _states = [.. Enum.GetNames<ConsentState>().Select(name => name.ToLowerInvariant())];

    public static readonly ImmutableArray<ExportField> All =
    [
        new("id", (row, cells) => cells.Text(row.Contact.ExternalId)),
        new("contactId", (row, cells) => cells.Number(row.Contact.Id)),
        new("email", (row, cells) => cells.Text(row.Contact.Email)),
        new("phone", (row, cells) => cells.Text(row.Contact.PhoneInternational ?? row.Contact.Phone)),
        .. ProfileField.All.Select(field => new ExportField(field.JsonName, (row, cells) => cells.Text(row.Contact[field]))),
        new("groups", (row, cells) => cells.Names(row.Contact.Groups.Select(group => group.Name))),
        new("emailSubscribed", (row, cells) => cells.Boolean(row.Email)),
        new("smsSubscribed", (row, cells) => cells.Boolean(row.Sms)),
        new("source", (row, cells) => cells.Text(row.Contact.Source)),
        new("externalId", (row, cells) => cells.Text(row.Contact.ForeignId)),
        new("attributes", (row, cells) => cells.Json(row.Contact.Attributes)),
        new("createdAt", (row, cells) => cells.Time(row.Contact.CreatedAt)),
        new("updatedAt", (row, cells) => cells.Time(row.Contact.UpdatedAt)),
        new("emailConsent", (row, cells) => cells.Text(_states[(int)row.Contact.EmailConsent!.State])),
        new("emailConsentRequestedAt", (row, cells) => cells.Time(row.Contact.EmailConsent!.RequestedAt)),
        new("emailConsentConfirmedAt", (row, cells) => cells.Time(row.Contact.EmailConsent!.ConfirmedAt)),
        new("emailConsentWithdrawnAt", (row, cells) => cells.Time(row.Contact.EmailConsent!.WithdrawnAt)),
    ];

    private ExportField(string name, Action<ExportedContact, IExportCells> write) => (Name, Write) = (name, write);

    public string Name { get; }

    /// <summary>Writes the column's value of a row.</summary>
    public Action<ExportedContact, IExportCells> Write { get; }

    public static ExportField? FindOrNull(string name) => All.FirstOrDefault(field => field.Name == name);
}
