using System.Collections.Immutable;
using System.Net;
using System.Reflection;
using System.Runtime.CompilerServices;
using Orleans;

namespace Contacts.Grains.Tests.Messages;

/// <summary>
/// Finds what two grains must not hold together: Orleans hands a message marked <c>[Immutable]</c> over without a copy, so it must not
/// change. And what two versions of the program could not exchange: types without <c>[Alias]</c>, members without <c>[Id]</c>. That
/// neither is used twice is checked by Orleans' analysers.
/// </summary>
internal sealed class MessageRules
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly HashSet<Type> _values =
    [
        typeof(bool), typeof(byte), typeof(char), typeof(int), typeof(long), typeof(ulong), typeof(double), typeof(string),
        typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeSpan), typeof(IPAddress), typeof(ReadOnlyMemory<byte>),
    ];

    private static readonly HashSet<Type> _containers = [typeof(Nullable<>), typeof(ImmutableArray<>), typeof(ImmutableDictionary<,>)];

    private readonly HashSet<Type> _seen = [];
    private readonly HashSet<Type> _bases = [];
    private readonly List<string> _problems = [];

    /// <summary>The messages that were looked at.</summary>
    public int Count => _seen.Count;

    /// <summary>One line for each problem of the interfaces' parameters and results, and of what they contain.</summary>
    public IReadOnlyList<string> ProblemsOf(params IEnumerable<Type> grainInterfaces)
    {
        foreach (var grainInterface in grainInterfaces)
        {
            CheckAlias(grainInterface);
            foreach (var method in grainInterface.GetMethods()) CheckMethod(method);
        }
        return _problems;
    }

    private void CheckMethod(MethodInfo method)
    {
        var types = method.GetParameters().Select(parameter => parameter.ParameterType).Append(ResultOf(method.ReturnType));
        foreach (var type in types.Where(type => type != typeof(CancellationToken) && type != typeof(void)))
            Check(type, $"{method.DeclaringType!.Name}.{method.Name}");
    }

    private static Type ResultOf(Type type) => type.IsGenericType ? type.GetGenericArguments()[0] : typeof(void);

    private void Check(Type type, string where)
    {
        if (_values.Contains(type) || type.IsEnum) return;
        if (type.IsGenericType && _containers.Contains(type.GetGenericTypeDefinition()))
            foreach (var argument in type.GetGenericArguments()) Check(argument, where);
        else if (!type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
            _problems.Add($"{where}: {type.Name} is neither an immutable standard type nor marked with [GenerateSerializer]");
        else if (_seen.Add(type))
            CheckMessage(type);
    }

    private void CheckMessage(Type type)
    {
        CheckDeclared(type);
        foreach (var derived in type.Assembly.GetTypes().Where(other => other.BaseType == type)) Check(derived, type.Name);
    }

    private void CheckDeclared(Type type)
    {
        CheckAlias(type);
        if (!type.IsDefined(typeof(ImmutableAttribute), inherit: false)) _problems.Add($"{type.Name} has no [Immutable]");
        foreach (var field in type.GetFields(Own)) CheckMember(type, field);
        if (type.IsClass && type.BaseType is { } parent && parent != typeof(object)) CheckBase(parent, type.Name);
    }

    /// <summary>What a message inherits. What else inherits it is no message by that alone.</summary>
    private void CheckBase(Type type, string where)
    {
        if (!type.IsDefined(typeof(GenerateSerializerAttribute), inherit: false))
            _problems.Add($"{where}: {type.Name} is not marked with [GenerateSerializer]");
        else if (_bases.Add(type) && !_seen.Contains(type))
            CheckDeclared(type);
    }

    private void CheckMember(Type type, FieldInfo field)
    {
        var property = PropertyOf(type, field);
        var member = $"{type.Name}.{property?.Name ?? field.Name}";
        if (!HasId(type, field, property)) _problems.Add($"{member} has no [Id]");
        if (!field.IsInitOnly && !IsInit(property)) _problems.Add($"{member} can be set");
        Check(field.FieldType, member);
    }

    private void CheckAlias(Type type)
    {
        if (!type.IsDefined(typeof(AliasAttribute), inherit: false)) _problems.Add($"{type.Name} has no [Alias]");
    }

    // The compiler's name for the field behind an automatic property.
    private static PropertyInfo? PropertyOf(Type type, FieldInfo field) => field.Name is ['<', .. var rest] && rest.EndsWith(">k__BackingField")
        ? type.GetProperty(rest[..^">k__BackingField".Length], Own)
        : null;

    private static bool HasId(Type type, FieldInfo field, PropertyInfo? property) =>
        (property as MemberInfo ?? field).IsDefined(typeof(IdAttribute))
        || type.GetConstructors().SelectMany(constructor => constructor.GetParameters())
            .Any(parameter => parameter.Name == property?.Name && parameter.IsDefined(typeof(IdAttribute)));

    private static bool IsInit(PropertyInfo? property) => property is not null
        && (property.SetMethod is not { } setter || setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)));
}
