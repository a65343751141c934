using System.Collections.Immutable;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Contacts.Core.Contacts;
using Contacts.WebFront.Pipeline;
using Contacts.WebFront.Pipeline.Calls;
using Contacts.WebFront.Pipeline.Replies;

namespace Contacts.WebFront.Newsletter;

/// <summary>Many sign-ups in one request: each goes the way of a sign-up of its own.</summary>
internal static class RegisterContacts
{
    /// <summary>Bytes of the body.</summary>
    public const int BodyLimit = 1024 * 1024;

    public const int MostRows = 1000;

    /// <summary>
    /// Room for the rows of all requests of this process that are under way at once: the next batches of the writer fill while two are on
    /// their way, and requests wait for each other instead of being refused.
    /// </summary>
    private static readonly SemaphoreSlim _room = new(512);

    /// <summary>Register many contacts for the newsletter</summary>
    /// <remarks>
    /// Each row is a sign-up as of register-contact, on its own: a row that is wrong is rejected alone. It takes as many permits as it has
    /// rows, all or none: where too few are left, nothing is done (429). Rows of one address are done in their order.
    /// </remarks>
    public static async Task<Reply<RegisterContactsAnswer>> HandleAsync(ApiCall call, RegisterContactsBody body)
    {
        if (body.Contacts is not { } rows)
            return Failure.Required("contacts");
        if (rows.IsEmpty)
            return Failure.Invalid("\"contacts\" must not be empty");
        if (rows.Length > MostRows)
            return Failure.Invalid($"\"contacts\" must have at most {MostRows} items");
        var results = new RegisteredRow[rows.Length];
        var addresses = new Dictionary<string, List<(int Index, CheckedContact Contact)>>(rows.Length);
        for (var i = 0; i < rows.Length; i++)
        {
            var (contact, problem) = body.ToRequest(call, rows[i]).CheckSignUp(call.Caller.Identity);
            if (contact is null)
                results[i] = new(i, rows[i].Email, ContactChange.None, null, Failures.Of(problem, call.Dialect).Message);
            else if (addresses.TryGetValue(contact.EmailKey!, out var same))
                same.Add((i, contact with { IsOfMany = true }));
            else
                addresses.Add(contact.EmailKey!, [(i, contact with { IsOfMany = true })]);
        }
        await WriteAsync(call, addresses.Values, results);
        return new RegisterContactsAnswer(new(results), ImmutableArray.Create(results));
    }

    private static async Task WriteAsync(
        ApiCall call, IEnumerable<List<(int Index, CheckedContact Contact)>> addresses, RegisteredRow[] results)
    {
        var writes = new List<Task>();
        foreach (var address in addresses)
        {
            await _room.WaitAsync();
            writes.Add(WriteAsync(address));
        }
        await Task.WhenAll(writes);

        async Task WriteAsync(List<(int Index, CheckedContact Contact)> rows)
        {
            try
            {
                foreach (var (index, contact) in rows)
                {
                    var written = await call.Email(contact.EmailKey!).WriteAsync(contact);
                    var refusal = written.Outcome == ContactOutcome.Done ? null : Failures.Of(written, call.Dialect).Message;
                    results[index] = new(index, contact.Email, written.Change, written.ContactId, refusal);
                }
            }
            finally
            {
                _room.Release();
            }
        }
    }
}

/// <summary>Sign-ups.</summary>
internal sealed record RegisterContactsBody : ISeveralRequests
{
    /// <summary>At most 1,000.</summary>
    [Required, MaxLength(RegisterContacts.MostRows)] public ImmutableArray<RegisterContactBody>? Contacts { get; set; }

    /// <summary>Source of rows that name none.</summary><example>web</example>
    public string? Source { get; set; }

    /// <summary>Groups of all rows, beside their own.</summary><example>["trainer"]</example>
    public ImmutableArray<string>? Groups { get; set; }

    [JsonIgnore] public int Count => Contacts?.Length ?? 0;

    /// <summary>Without what an idempotent request leaves: it is done once all rows are, and a row may be repeated.</summary>
    public ContactRequest ToRequest(ApiCall call, RegisterContactBody row) => row.ToRequest(call) with
    {
        Source = string.IsNullOrWhiteSpace(row.Source) ? Source : row.Source,
        GroupNames = [.. row.Groups ?? [], .. Groups ?? []],
        Trail = null,
    };
}

/// <param name="Counts">Number of rows by outcome.</param>
/// <param name="Results">In the order of the rows.</param>
internal sealed record RegisterContactsAnswer(RegisteredCounts Counts, ImmutableArray<RegisteredRow> Results) : Answer;

/// <summary>Number of rows by outcome.</summary>
internal sealed class RegisteredCounts(RegisteredRow[] rows)
{
    /// <summary>New contacts.</summary><example>1</example>
    public int Created { get; } = rows.Count(row => row.Change == ContactChange.Created);

    /// <summary>Contacts that were changed.</summary><example>0</example>
    public int Updated { get; } = rows.Count(row => row.Change == ContactChange.Updated);

    /// <summary>Contacts that were so already.</summary><example>0</example>
    public int Unchanged { get; } = rows.Count(row => row.Change == ContactChange.Unchanged);

    /// <summary>Sign-ups that wait for a confirmation.</summary><example>0</example>
    public int Pending { get; } = rows.Count(row => row.Change == ContactChange.Pending);

    /// <summary>Rows that were refused.</summary><example>0</example>
    public int Rejected { get; } = rows.Count(row => row.Change == ContactChange.None);
}

/// <summary>What a row came to.</summary>
internal sealed class RegisteredRow(int index, string? email, ContactChange change, long? id, string? error)
{
    /// <summary>Place of the row, from 0.</summary><example>0</example>
    public int Index => index;

    /// <summary>The normalised address; the one that was sent where the row was rejected.</summary><example>jan@barasek.com</example>
    public string? Email => email;

    /// <summary>What was done.</summary><example>created</example>
    [AllowedValues("created", "updated", "unchanged", "pending", "rejected")]
    public string Outcome => change switch
    {
        ContactChange.Created => "created",
        ContactChange.Updated => "updated",
        ContactChange.Unchanged => "unchanged",
        ContactChange.Pending => "pending",
        _ => "rejected",
    };

    /// <summary>Integer id of the contact.</summary><example>142</example>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public long? Id => id;

    /// <summary>Why it was rejected.</summary><example>"email" must be a valid email address</example>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] public string? Error => error;

    [JsonIgnore] public ContactChange Change => change;
}
