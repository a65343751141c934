using Contacts.Core.Contacts;

namespace Contacts.Grains.Tests.Concurrency;

/// <summary>What the commands mean when they run one after the other. Contacts that a history begins with keep their ids.</summary>
public sealed class Model
{
    private readonly List<Person> _people = [];
    private readonly Dictionary<string, MergeNote> _merges = [];
    private long _nextId = long.MaxValue / 2;

    public Model Clone()
    {
        var clone = new Model { _nextId = _nextId };
        clone._people.AddRange(_people.Select(person => person with { Groups = [.. person.Groups] }));
        foreach (var (id, merge) in _merges) clone._merges.Add(id, merge);
        return clone;
    }

    /// <summary>Runs a command; <paramref name="result"/> names what it made where that is to be spoken of later.</summary>
    public ContactOutcome Run(Command command, ContactResult? result = null) => command switch
    {
        Register it => Run(it, result),
        Create it => Run(it, result),
        UpdateEmail it => Rename(Live(it.Id), it.Address, confirmMerge: false),
        ChangeEmail it => Live(it.Id) is var person && person.Email != it.From ? ContactOutcome.EmailMismatch : Rename(person, it.To, it.ConfirmMerge),
        Merge it => Run(it, result),
        Undo it => Run(it),
        _ => throw new ArgumentException(command.ToString()),
    };

    /// <summary>The live contacts, each with the ids that find it, in a comparable form.</summary>
    public string Describe(IEnumerable<long> ids) => string.Join('\n', _people.Where(person => person.MergedInto is null)
        .Select(person => Line(person.Email, person.FirstName, person.Groups, person.Consent, ids.Where(id => Live(id) == person)))
        .Order(StringComparer.Ordinal));

    public static string Line(char email, string firstName, IEnumerable<string> groups, bool consent, IEnumerable<long> ids) =>
        $"{email} {firstName} [{string.Join(' ', groups.Order(StringComparer.Ordinal))}] {consent} ids {string.Join(' ', ids.Order())}";

    private ContactOutcome Run(Register it, ContactResult? result)
    {
        var person = Owner(it.Address) ?? Add(it.Address, result?.ContactId);
        person.Groups.Add(it.Group);
        person.Consent = true;
        if (it.FirstName is not null) person.FirstName = it.FirstName;
        return ContactOutcome.Done;
    }

    private ContactOutcome Run(Create it, ContactResult? result)
    {
        if (Owner(it.Address) is not null) return ContactOutcome.EmailTaken;
        Add(it.Address, result?.Contact?.Id).Groups.Add(it.Group);
        return ContactOutcome.Done;
    }

    private ContactOutcome Run(Merge it, ContactResult? result)
    {
        var (survivor, legacy) = (Live(it.Final), Live(it.Legacy));
        if (survivor == legacy) return ContactOutcome.Invalid;
        var before = survivor with { Groups = [.. survivor.Groups] };
        var legacyBefore = legacy with { Groups = [.. legacy.Groups] };
        Join(survivor, legacy);
        if (result?.MergeId is { } id) _merges[id] = new(survivor, legacy, before, legacyBefore, survivor with { Groups = [.. survivor.Groups] });
        return ContactOutcome.Done;
    }

    private ContactOutcome Run(Undo it)
    {
        var merge = _merges[it.MergeId];
        var survivor = _people.Single(person => person.Id == merge.Survivor.Id);
        var legacy = _people.Single(person => person.Id == merge.Legacy.Id);
        if (legacy.MergedInto != survivor.Id || survivor.MergedInto is not null) return ContactOutcome.CannotBeUndone;
        var email = survivor.Email == merge.After.Email ? merge.Before.Email : survivor.Email;
        if (email == legacy.Email || IsTaken(email, survivor) || IsTaken(legacy.Email, survivor)) return ContactOutcome.CannotBeUndone;
        survivor.Email = email;
        if (survivor.FirstName == merge.After.FirstName) survivor.FirstName = merge.Before.FirstName;
        legacy.Consent = merge.LegacyBefore.Consent && !(merge.After.Consent && !survivor.Consent);
        if (survivor.Consent == merge.After.Consent) survivor.Consent = merge.Before.Consent;
        survivor.Groups.ExceptWith(merge.After.Groups.Except(merge.Before.Groups));
        legacy.Groups.UnionWith(merge.LegacyBefore.Groups);
        legacy.MergedInto = null;
        return ContactOutcome.Done;
    }

    private ContactOutcome Rename(Person person, char email, bool confirmMerge)
    {
        if (Owner(email) is { } owner && owner != person)
        {
            if (!confirmMerge) return ContactOutcome.EmailTaken;
            Join(person, owner);
        }
        person.Email = email;
        return ContactOutcome.Done;
    }

    private static void Join(Person survivor, Person legacy)
    {
        if (survivor.FirstName.Length == 0) survivor.FirstName = legacy.FirstName;
        survivor.Groups.UnionWith(legacy.Groups);
        survivor.Consent &= legacy.Consent;
        legacy.Groups.Clear();
        legacy.MergedInto = survivor.Id;
    }

    private Person Add(char email, long? id)
    {
        var person = new Person { Id = id ?? _nextId++, Email = email };
        _people.Add(person);
        return person;
    }

    private Person? Owner(char email) => _people.SingleOrDefault(person => person.MergedInto is null && person.Email == email);

    private bool IsTaken(char email, Person except) => Owner(email) is { } owner && owner != except;

    private Person Live(long id)
    {
        var person = _people.Single(one => one.Id == id);
        return person.MergedInto is { } next ? Live(next) : person;
    }

    private sealed record MergeNote(Person Survivor, Person Legacy, Person Before, Person LegacyBefore, Person After);

    private sealed record Person
    {
        public required long Id { get; init; }
        public required char Email { get; set; }
        public string FirstName { get; set; } = "";
        public bool Consent { get; set; }
        public long? MergedInto { get; set; }
        public HashSet<string> Groups { get; init; } = [];

        // One and the same contact, not one that looks the same.
        public bool Equals(Person? other) => ReferenceEquals(this, other);
        public override int GetHashCode() => Id.GetHashCode();
    }
}
