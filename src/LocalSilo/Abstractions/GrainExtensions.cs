using System.Globalization;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Identity and references of grains, for grains and for references.</summary>
public static class GrainExtensions
{
    /// <summary>The identity of the grain.</summary>
    public static GrainId GetGrainId(this IAddressable grain) => Reference(grain).GrainId;

    /// <summary>The key of a grain with a string key.</summary>
    public static string GetPrimaryKeyString(this IAddressable grain) => Reference(grain).Key;

    /// <summary>The key of a grain with an integer key; throws <see cref="InvalidOperationException"/> for another kind of key.</summary>
    public static long GetPrimaryKeyLong(this IAddressable grain)
    {
        var key = Reference(grain).Key;
        return long.TryParse(key, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new InvalidOperationException($"'{key}' is not an integer key.");
    }

    /// <summary>The key of a grain with a GUID key; throws <see cref="InvalidOperationException"/> for another kind of key.</summary>
    public static Guid GetPrimaryKey(this IAddressable grain)
    {
        var key = Reference(grain).Key;
        return Guid.TryParseExact(key, "N", out var value)
            ? value
            : throw new InvalidOperationException($"'{key}' is not a GUID key.");
    }

    /// <summary>A reference to the grain by that interface, which its class must implement.</summary>
    public static TGrainInterface AsReference<TGrainInterface>(this IAddressable grain)
    {
        var reference = Reference(grain);
        return reference is TGrainInterface fitting
            ? fitting
            : (TGrainInterface)(object)reference.Class.Refer(typeof(TGrainInterface), reference.Key);
    }

    /// <summary>The same as <see cref="AsReference{TGrainInterface}"/>.</summary>
    public static TGrainInterface Cast<TGrainInterface>(this IAddressable grain) => grain.AsReference<TGrainInterface>();

    private static GrainReference Reference(IAddressable grain)
    {
        ArgumentNullException.ThrowIfNull(grain);
        return grain switch
        {
            GrainReference reference => reference,
            IGrainBase { GrainContext: { } context } => context.GrainReference,
            _ => throw new ArgumentException(
                $"{grain.GetType()} is neither a reference nor a grain that the engine activated.", nameof(grain))
        };
    }
}
