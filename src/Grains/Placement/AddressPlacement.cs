using Orleans.Placement;
using Orleans.Runtime;

namespace Contacts.Grains.Placement;

/// <summary>
/// A grain's silo follows from its key and the silos that are active: no directory keeps it. While silos disagree on who is active, a key
/// may have two activations for a moment; what the grains of addresses write is exact by the store alone, and what those of networks count
/// is a limit in memory.
/// </summary>
[Serializable, GenerateSerializer, Immutable]
public sealed class AddressPlacement : PlacementStrategy
{
    /// <summary>The name of the directory that works places out.</summary>
    public const string Directory = "computed";

    /// <summary>The type in the ids of grains of mail addresses.</summary>
    public const string EmailType = "email";

    /// <summary>The type in the ids of grains of networks from which confirmation mails are caused.</summary>
    public const string ConfirmationSenderType = "confirmation-sender";

    public override bool IsUsingGrainDirectory => false;
}

/// <summary>Places a grain by <see cref="AddressPlacement"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class AddressPlacementAttribute() : PlacementAttribute(new AddressPlacement());
