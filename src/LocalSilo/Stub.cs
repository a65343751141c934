// Placeholder for the engine's public surface; replaced by the engine itself.
namespace Orleans;
public interface IGrain;
public interface IGrainWithStringKey : IGrain;
public interface IGrainWithIntegerKey : IGrain;
public abstract class Grain;

[AttributeUsage(AttributeTargets.All)] public sealed class GenerateSerializerAttribute : Attribute;
[AttributeUsage(AttributeTargets.All)] public sealed class ImmutableAttribute : Attribute;
[AttributeUsage(AttributeTargets.All)] public sealed class IdAttribute(uint id) : Attribute { public uint Id => id; }
[AttributeUsage(AttributeTargets.All)] public sealed class AliasAttribute(string alias) : Attribute { public string Alias => alias; }
