using Contacts.Core.Contacts;

namespace Contacts.Storage.Tests.Contract;

/// <summary>A contact as the model believes it to be.</summary>
internal sealed class ModelContact
{
    public required long Id { get; init; }
    public string? Email { get; set; }
    public string? Phone { get; set; }
    public string FirstName { get; set; } = "";
    public string LastName { get; set; } = "";
    public string Company { get; set; } = "";
    public bool EmailSubscribed { get; set; }
    public SortedSet<long> Groups { get; set; } = [];
    public long Version { get; set; } = 1;
    public int Events { get; set; } = 1;
    public long? MergedInto { get; set; }

    public override string ToString() =>
        $"{Id} {Email} {Phone} '{FirstName}' '{LastName}' '{Company}' {EmailSubscribed} [{string.Join(' ', Groups)}] v{Version}";
}

/// <summary>The store's contacts of one organisation in plain lists: the simplest thing that obeys the store's rules.</summary>
internal sealed class StoreModel
{
    private readonly List<ModelContact> _contacts = [];

    /// <summary>Newest first.</summary>
    public IEnumerable<ModelContact> Live => _contacts.Where(contact => contact.MergedInto is null).OrderByDescending(contact => contact.Id);

    public ModelContact? FindLive(string? email) => email is null ? null : Live.FirstOrDefault(contact => contact.Email == email);

    public ContactWriteOutcome Write(ContactWrite write, long id)
    {
        if (FindLive(write.Email) is not { } known)
        {
            _contacts.Add(new ModelContact
            {
                Id = id, Email = write.Email, Phone = write.Phone, FirstName = write.FirstName ?? "", LastName = write.LastName ?? "",
                Company = write.Company ?? "", EmailSubscribed = write.EmailSubscribed ?? false, Groups = [.. write.GroupIds],
            });
            return ContactWriteOutcome.Created;
        }
        if (write.Kind == ContactWriteKind.Create) return ContactWriteOutcome.Exists;
        var before = known.ToString();
        var register = write.Kind == ContactWriteKind.Register;
        known.Phone = Pick(known.Phone, write.Phone, register);
        known.FirstName = Pick(known.FirstName, write.FirstName, register)!;
        known.LastName = Pick(known.LastName, write.LastName, register)!;
        known.Company = Pick(known.Company, write.Company, register)!;
        known.EmailSubscribed |= register;
        known.Groups.UnionWith(write.GroupIds);
        if (known.ToString() == before) return ContactWriteOutcome.Unchanged;
        known.Version++;
        known.Events++;
        return ContactWriteOutcome.Updated;
    }

    public void Rename(ModelContact contact, string email)
    {
        contact.Email = email;
        contact.Version++;
        contact.Events++;
    }

    public void Merge(ModelContact survivor, ModelContact legacy)
    {
        survivor.Groups.UnionWith(legacy.Groups);
        survivor.EmailSubscribed = WithAddress(survivor, legacy);
        survivor.Events++;
        survivor.Version++;
        legacy.Groups = [];
        legacy.MergedInto = survivor.Id;
        legacy.Version++;
    }

    /// <summary>The stricter of the two, where the survivor has an address.</summary>
    private static bool WithAddress(ModelContact survivor, ModelContact legacy) =>
        survivor.EmailSubscribed && (survivor.Email is null || legacy.EmailSubscribed);

    /// <summary>The events of a contact and of all merged into it.</summary>
    public int EventsOf(ModelContact contact) =>
        contact.Events + _contacts.Where(other => other.MergedInto == contact.Id).Sum(EventsOf);

    private static string? Pick(string? known, string? given, bool overwrite) =>
        given is not null && (overwrite || string.IsNullOrEmpty(known)) ? given : known;
}
