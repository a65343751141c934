using Contacts.Core.Tickets;

namespace Contacts.Grains.Tickets;

/// <summary>Which categories an organisation's tickets have: forms of public keys create others up to a bound only.</summary>
internal sealed class CategoryBound(ITicketStore store, int organisationId)
{
    /// <summary>Organisations with more categories than that take no new ones from public keys.</summary>
    private const int MostKnown = 20_000;

    private readonly HashSet<string> _known = [];
    private bool _isRead;

    /// <summary>Notes the category of a form that is not bounded: from now on all may name it.</summary>
    public void Add(string category)
    {
        if (_known.Count < MostKnown) _known.Add(category);
    }

    /// <summary>Whether a form may name a category; one that does not exist yet is taken to exist from now on.</summary>
    public async ValueTask<bool> MayNameAsync(string category, int most, CancellationToken cancellationToken)
    {
        if (!_isRead)
        {
            _known.UnionWith(await store.CategoriesAsync(organisationId, MostKnown, cancellationToken));
            _isRead = true;
        }
        if (_known.Contains(category)) return true;
        if (_known.Count >= most) return false;
        return _known.Add(category);
    }
}
