using Contacts.WebFront.Keys;

namespace Contacts.WebFront.Limits;

/// <summary>Counts every request that came with a valid key, whatever becomes of it, and says when there were too many.</summary>
internal interface IRequestBudget
{
    /// <summary>False where the caller's limit is used up; the response's headers then say since when and until when.</summary>
    ValueTask<bool> TrySpendAsync(HttpContext http, Caller caller);
}
