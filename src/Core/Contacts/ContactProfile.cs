using System.Collections.Immutable;
using System.Text.Json;
using Orleans;

namespace Contacts.Core.Contacts;

/// <summary>
/// The texts that describe a contact, each as <typeparamref name="T"/>: a text that may not have been given (null), a field of a partial
/// update, or a text as it is stored (empty if absent). Requests, writes and rows of contacts hold all of them, and hand them on as a
/// whole by <see cref="ContactProfiles.WithProfile"/>.
/// </summary>
[GenerateSerializer, Immutable, Alias("contacts.profile`1")]
public abstract record ContactProfile<T>
{
    protected ContactProfile()
    {
    }

    /// <summary>All fields begin with the same value.</summary>
    protected ContactProfile(T initial) => (FirstName, LastName, Company) = (initial, initial, initial);

    [Id(0)] public T FirstName { get; init; } = default!;
    [Id(1)] public T LastName { get; init; } = default!;
    [Id(2)] public T Company { get; init; } = default!;

    public T this[ProfileField field] => field.Input switch
    {
        InputField.FirstName => FirstName,
        InputField.LastName => LastName,
        InputField.Company => Company,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field.Input, "It is no field of the profile."),
    };
}

/// <summary>Hands profiles on.</summary>
public static class ContactProfiles
{
    /// <summary>The record with the given value of each field.</summary>
    public static TRecord WithProfile<TRecord, T>(this TRecord record, Func<ProfileField, T> value)
        where TRecord : ContactProfile<T> => record with
        {
            FirstName = value(ProfileField.FirstName),
            LastName = value(ProfileField.LastName),
            Company = value(ProfileField.Company),
        };
}

/// <summary>A field of the profile: what it is called, and whether searches look through it.</summary>
public sealed class ProfileField
{
    public static readonly ProfileField FirstName = new(InputField.FirstName, "firstname givenname vorname")
    {
        OfCustomer = InputField.CustomerFirstName, IsSearched = true,
    };

    public static readonly ProfileField LastName = new(InputField.LastName, "lastname familyname surname nachname familienname")
    {
        OfCustomer = InputField.CustomerLastName, IsSearched = true,
    };

    public static readonly ProfileField Company = new(
        InputField.Company,
        "company companyname organization organisation organizationname organization1name firma firmenname unternehmen "
        + "unternehmensname namedesunternehmens namederorganisation defaultaddresscompany")
    {
        IsSearched = true,
    };

    /// <summary>In the order in which histories and statements name them.</summary>
    public static readonly ImmutableArray<ProfileField> All = [FirstName, LastName, Company];

    /// <summary>Those that searches look through.</summary>
    public static readonly ImmutableArray<ProfileField> Searched = [.. All.Where(field => field.IsSearched)];

    private ProfileField(InputField input, string importNames)
    {
        (Input, ImportNames) = (input, importNames);
        JsonName = JsonNamingPolicy.CamelCase.ConvertName(input.ToString());
        ColumnName = JsonNamingPolicy.SnakeCaseLower.ConvertName(input.ToString());
    }

    /// <summary>The field of a request, as refusals name it.</summary>
    public InputField Input { get; }

    /// <summary>The field of a contact form; null if the form has none.</summary>
    public InputField? OfCustomer { get; private init; }

    /// <summary>The columns of imports that mean it, in small letters without marks; those that are preferred first.</summary>
    public string ImportNames { get; }

    /// <summary>Whether it is kept folded, too, for searches.</summary>
    public bool IsSearched { get; private init; }

    /// <summary>In the JSON of histories.</summary>
    public string JsonName { get; }

    /// <summary>In statements.</summary>
    public string ColumnName { get; }
}
