using System.Collections.Immutable;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Orleans.Runtime;

/// <summary>Whether a type can be sent: Orleans knows how to serialise it, and nobody can change it once it is made.</summary>
internal sealed class MessageTypes(MessageCheck check)
{
    private static readonly HashSet<Type> _values =
    [
        typeof(bool), typeof(char), typeof(byte), typeof(sbyte), typeof(short), typeof(ushort),
        typeof(int), typeof(uint), typeof(long), typeof(ulong),
        typeof(Int128), typeof(UInt128), typeof(Half), typeof(float), typeof(double), typeof(decimal),
        typeof(string), typeof(Guid), typeof(DateTime),
        typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly), typeof(TimeSpan), typeof(Uri), typeof(Version), typeof(IPAddress),
        typeof(ReadOnlyMemory<byte>)
    ];

    private static readonly HashSet<Type> _containers =
    [
        typeof(Nullable<>), typeof(KeyValuePair<,>),
        typeof(ValueTuple<>), typeof(ValueTuple<,>), typeof(ValueTuple<,,>), typeof(ValueTuple<,,,>),
        typeof(ValueTuple<,,,,>), typeof(ValueTuple<,,,,,>),
        typeof(Tuple<>), typeof(Tuple<,>), typeof(Tuple<,,>), typeof(Tuple<,,,>),
        typeof(ImmutableArray<>), typeof(ImmutableList<>), typeof(ImmutableHashSet<>), typeof(ImmutableSortedSet<>),
        typeof(ImmutableQueue<>),
        typeof(ImmutableStack<>), typeof(ImmutableDictionary<,>), typeof(ImmutableSortedDictionary<,>)
    ];

    private readonly HashSet<Type> _seen = [];

    public void Check(Type type, string where)
    {
        if (_values.Contains(type) || type.IsEnum) return;
        if (type.IsGenericType && _containers.Contains(type.GetGenericTypeDefinition()))
        {
            foreach (var argument in type.GetGenericArguments()) Check(argument, where);
        }
        else if (!type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
        {
            check.Report(
                where,
                $"{MessageCheck.Name(type)} cannot be sent: neither an immutable standard type nor marked with [GenerateSerializer].");
        }
        else if (_seen.Add(type))
        {
            CheckMessage(type);
        }
    }

    private void CheckMessage(Type type)
    {
        var name = MessageCheck.Name(type);
        check.CheckAlias(type);
        check.CheckVisible(type);
        if (!type.IsDefined(typeof(ImmutableAttribute), inherit: false)) check.Report(name, "has no [Immutable].");
        CheckMembers(type, name);
        if (type.IsClass && type.BaseType is { } parent && parent != typeof(object)) Check(parent, name);
        if (type.IsSealed) return;
        foreach (var derived in type.Assembly.GetTypes().Where(t => t.BaseType is not null && Definition(t.BaseType) == Definition(type)))
        {
            if (!derived.ContainsGenericParameters) Check(derived, name);
        }
    }

    private void CheckMembers(Type type, string name)
    {
        var ids = new HashSet<uint>();
        foreach (var field in type.GetFields(MessageCheck.Own))
        {
            var property = PropertyOf(type, field);
            var member = $"{name}.{property?.Name ?? field.Name}";
            var id = IdOf(type, field, property);
            if (id is null) check.Report(member, "has no [Id].");
            else if (!ids.Add(id.Value)) check.Report(member, $"has the [Id] {id} of another member.");
            if (!field.IsInitOnly && !IsInit(property)) check.Report(member, "can be set; messages do not change: use init, or readonly.");
            Check(field.FieldType, member);
        }
    }

    private static Type Definition(Type type) => type.IsGenericType ? type.GetGenericTypeDefinition() : type;

    // The compiler's name for the field behind an automatic property.
    private static PropertyInfo? PropertyOf(Type type, FieldInfo field) =>
        field.Name is ['<', .. var rest] && rest.EndsWith(">k__BackingField")
        ? type.GetProperty(rest[..^">k__BackingField".Length], MessageCheck.Own)
        : null;

    private static uint? IdOf(Type type, FieldInfo field, PropertyInfo? property)
    {
        if (property is null) return field.GetCustomAttribute<IdAttribute>()?.Id;
        return property.GetCustomAttribute<IdAttribute>()?.Id
            ?? type.GetConstructors().SelectMany(c => c.GetParameters())
                .FirstOrDefault(p => p.Name == property.Name)?.GetCustomAttribute<IdAttribute>()?.Id;
    }

    private static bool IsInit(PropertyInfo? property) =>
        property is not null
        && (property.SetMethod is not { } setter || setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)));
}
